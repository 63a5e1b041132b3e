# SPDX-License-Identifier: Apache-2.0
# The example factory: data and builders used by tools/make_factory.py.
