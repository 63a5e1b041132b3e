# SPDX-License-Identifier: Apache-2.0
# Builders for the program's own records (templates/*.json), element by element as
# src/plan/security/record.c and zone/zones.c write them.

from . import aas


class Record:
    """A submodel of one of the program's own templates; its elements have that template's ids."""

    def __init__(self, template):
        self.template = template
        self.semantic = f"urn:schale:template:{template}:1:0"

    def text(self, name, value, kind="xs:string"):
        """A Property, or None for an empty value."""
        element = aas.prop(name, value, f"{self.semantic}:{name}", kind)
        return element if value not in (None, "") else None

    def texts(self, name, item, values):
        """A list of texts, or None for none."""
        members = [aas.prop(None, value, f"{self.semantic}:{item}") for value in values]
        return self._listed(name, members)

    def refer(self, name, *keys, item=None):
        """A ReferenceElement; of a list: item, without a name."""
        return aas.reference_element(name, aas.model(*keys), f"{self.semantic}:{item or name}")

    def file(self, name, path, content_type):
        return aas.file(name, path, content_type, f"{self.semantic}:{name}")

    def collection(self, name, semantic, elements):
        return aas.collection(name, elements, f"{self.semantic}:{semantic}")

    def items(self, name, item, rows):
        """A list of collections, one for each list of elements, or None for none."""
        return self._listed(name, [self.collection(None, item, row) for row in rows])

    def referred(self, name, members):
        return self._listed(name, members)

    def _listed(self, name, members):
        return aas.ordered(name, members, f"{self.semantic}:{name}") if members else None

    def submodel(self, ident, elements):
        return {
            "modelType": "Submodel",
            "id": ident,
            "idShort": self.template,
            "administration": {"templateId": f"urn:schale:template:{self.template}"},
            "kind": "Instance",
            "semanticId": aas.external(self.semantic),
            "submodelElements": [element for element in elements if element],
        }
