# For other kernels only.
