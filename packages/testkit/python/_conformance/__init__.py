"""Runs an integration's application_credentials module for the conformance runner."""
