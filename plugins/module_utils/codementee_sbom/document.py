"""The CycloneDX document of one image. The same image gives the same bytes, so that its digest can be compared."""

from __future__ import annotations

import dataclasses
import datetime
import uuid
from collections.abc import Iterable

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseAcknowledgement
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from codementee_sbom.packages import Package

LICENCE = "LicenseRef-Proprietary"
# The name CycloneDX has registered for packages that only building and testing needs.
DEVELOPMENT = "cdx:npm:package:development"


@dataclasses.dataclass(frozen=True)
class Image:
    """The image described: `reference` is registry/name@sha256:…, `created` an aware instant."""

    reference: str
    release: str
    created: datetime.datetime

    @property
    def repository(self) -> str:
        return self.reference.partition("@")[0]

    @property
    def digest(self) -> str:
        return self.reference.partition("@")[2]


def render(image: Image, packages: Iterable[Package]) -> str:
    """The document as JSON. Raises ValueError when it is not what CycloneDX's own schema asks for."""
    subject = _image(image)
    tools = ToolRepository(components=[Component(type=ComponentType.APPLICATION, name="codementee_sbom")])
    bom = Bom(
        serial_number=uuid.uuid5(uuid.NAMESPACE_URL, image.reference),
        metadata=BomMetaData(timestamp=image.created, component=subject, tools=tools),
        components=[_component(package) for package in packages],
    )
    bom.register_dependency(subject, bom.components)
    text: str = JsonV1Dot6(bom).output_as_string(indent=2)
    if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"the document of {image.reference} is not valid CycloneDX: {error}")
    return text + "\n"


def _image(image: Image) -> Component:
    name = image.repository.rpartition("/")[2]
    url = PackageURL("oci", None, name, image.digest, {"repository_url": image.repository, "tag": image.release})
    return Component(
        type=ComponentType.CONTAINER,
        name=name,
        version=image.release,
        purl=url,
        bom_ref=url.to_string(),
        licenses=[LicenseFactory().make_from_string(LICENCE)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=image.digest.removeprefix("sha256:"))],
    )


def _component(package: Package) -> Component:
    url = package.url
    declared = LicenseAcknowledgement.DECLARED
    return Component(
        type=ComponentType.LIBRARY,
        # "debian" and pypi's empty namespace are in the package URL; npm's scope is part of the name people know.
        group=url.namespace if url.type == "npm" else None,
        name=url.name,
        version=url.version,
        purl=url,
        bom_ref=url.to_string(),
        licenses=[LicenseFactory().make_from_string(package.licence, license_acknowledgement=declared)]
        if package.licence
        else None,
        hashes=[HashType(alg=HashAlgorithm.SHA_512, content=package.sha512)] if package.sha512 else None,
        properties=[Property(name=DEVELOPMENT, value="true")] if package.development else None,
    )
