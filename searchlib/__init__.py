"""searchlib"""
