# SPDX-License-Identifier: Apache-2.0
# The firm and the makers of its machines. All are invented. Phone numbers come from the ranges that the
# German regulator keeps free for fiction; postal codes and towns do not exist; domains end in .example.

MAKERS = {
    "ahrental": dict(
        name="Kunststofftechnik Ahrental GmbH", short="Ahrental", domain="ahrental.example",
        street="Brunnwiesenweg 12", zip="35100", town="Ahrental", phone="+49 69 90009 100",
        service=("Qualität und Vertrieb", "Quality and sales"), mail="vertrieb@ahrental.example"),
    "haldorn": dict(
        name="Haldorn Spritzgießtechnik GmbH", short="Haldorn", domain="haldorn.example",
        street="An der Gießhalle 3", zip="74500", town="Haldornbach", phone="+49 69 90009 210",
        service=("Kundendienst Spritzgießen", "Moulding machine service"),
        mail="service@haldorn.example"),
    "dornrath": dict(
        name="Dornrath Robotik GmbH", short="Dornrath", domain="dornrath.example",
        street="Gelenkstraße 8", zip="86100", town="Obergreifing", phone="+49 89 99998 320",
        service=("Technischer Kundendienst", "Technical service"), mail="hilfe@dornrath.example"),
    "siebelt": dict(
        name="Siebelt Materialtechnik GmbH & Co. KG", short="Siebelt", domain="siebelt.example",
        street="Trichterweg 21", zip="32300", town="Siebeltsen", phone="+49 40 66969 140",
        service=("Service Trocknen und Fördern", "Drying and conveying service"),
        mail="service@siebelt.example"),
    "wiesgrund": dict(
        name="Wiesgrund Temperiertechnik GmbH", short="Wiesgrund", domain="wiesgrund.example",
        street="Umlaufweg 5", zip="72800", town="Wiesgrund", phone="+49 69 90009 450",
        service=("Kundendienst", "Customer service"), mail="service@wiesgrund.example"),
    "ambrecht": dict(
        name="Ambrecht Steuerungen AG", short="Ambrecht", domain="ambrecht.example",
        street="Taktstraße 100", zip="70100", town="Ambrecht am See", phone="+49 69 90009 560",
        service=("Technische Beratung", "Technical support"), mail="support@ambrecht.example"),
    "netzbrueck": dict(
        name="Netzbrück Industriekommunikation GmbH", short="Netzbrück", domain="netzbrueck.example",
        street="Kabelgasse 7", zip="33500", town="Netzbrück", phone="+49 221 4710 170",
        service=("Produktsicherheit", "Product security"), mail="psirt@netzbrueck.example"),
    "quarzmess": dict(
        name="Quarzmess Sensorik GmbH", short="Quarzmess", domain="quarzmess.example",
        street="Piezoallee 2", zip="79100", town="Kristallau", phone="+49 69 90009 780",
        service=("Kalibrierdienst", "Calibration service"), mail="kalibrierung@quarzmess.example"),
    "stromtal": dict(
        name="Stromtal Messtechnik GmbH", short="Stromtal", domain="stromtal.example",
        street="Zählerweg 33", zip="59100", town="Stromtal", phone="+49 30 23125 130",
        service=("Service", "Service"), mail="service@stromtal.example"),
    "okulat": dict(
        name="Okulat Bildverarbeitung GmbH", short="Okulat", domain="okulat.example",
        street="Linsenring 14", zip="79200", town="Sehlingen", phone="+49 30 23125 240",
        service=("Anwendungstechnik", "Application engineering"), mail="anwendung@okulat.example"),
    "eschert": dict(
        name="Formenbau Eschert GmbH", short="Eschert", domain="eschert.example",
        street="Fräserstraße 9", zip="58500", town="Eschertal", phone="+49 40 66969 260",
        service=("Werkzeuginstandhaltung", "Mould maintenance"), mail="werkzeug@eschert.example"),
}
