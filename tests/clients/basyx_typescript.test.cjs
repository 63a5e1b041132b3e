// SPDX-License-Identifier: Apache-2.0
// basyx_typescript.test.cjs - the TypeScript client of Eclipse BaSyx against a server at SCHALE_URL: shells, submodels, elements,
// attachments, look-ups by asset. Expected values are what was sent before. CommonJS: the ES modules of aas-core do not load in Node.
const assert = require("node:assert/strict");
const { test, before } = require("node:test");
const sdk = require("basyx-typescript-sdk");
const { jsonization, types } = require("@aas-core-works/aas-core3.0-typescript");

const configuration = new sdk.Configuration({ basePath: process.env.SCHALE_URL });
const shells = new sdk.AasRepositoryClient();
const submodels = new sdk.SubmodelRepositoryClient();
const concepts = new sdk.ConceptDescriptionRepositoryClient();
const discovery = new sdk.AasDiscoveryClient();

const SHELL = "https://example.org/clients/shells/1";
const SUBMODEL = "https://example.org/clients/submodels/1";
const ASSET = "https://example.org/clients/assets/1";

/** The data of an answer that has to be a success; optional arguments are the client's options. */
async function ok(answer) {
  const { success, data, error } = await answer;
  assert.ok(success, JSON.stringify(error));
  return data;
}

async function refused(answer) {
  const { success, error } = await answer;
  assert.equal(success, false);
  assert.ok(error.messages.length > 0 && error.messages[0].text.length > 0);
  return error.messages[0].code;
}

function read(from, json) {
  const either = from(json);
  assert.equal(either.error, null, String(either.error && either.error.message));
  return either.mustValue();
}

const shell = (more = {}) => read(jsonization.assetAdministrationShellFromJsonable, {
  modelType: "AssetAdministrationShell", id: SHELL, idShort: "Press",
  assetInformation: { assetKind: "Instance", globalAssetId: ASSET, specificAssetIds: [{ name: "serialNumber", value: "Ä-17" }] },
  submodels: [{ type: "ModelReference", keys: [{ type: "Submodel", value: SUBMODEL }] }], ...more });
const property = (idShort, value) => ({ modelType: "Property", idShort, valueType: "xs:int", value });
const element = (json) => read(jsonization.submodelElementFromJsonable, json);
const submodel = () => read(jsonization.submodelFromJsonable, {
  modelType: "Submodel", id: SUBMODEL, idShort: "Data", submodelElements: [
    { modelType: "SubmodelElementCollection", idShort: "Motor", value: [property("Speed", "1500")] },
    { modelType: "File", idShort: "Manual", contentType: "text/plain" }] });

before(async () => {
  await ok(submodels.postSubmodel({ configuration, submodel: submodel() }));
  const made = await ok(shells.postAssetAdministrationShell({ configuration, assetAdministrationShell: shell() }));
  assert.equal(made.id, SHELL);
});

test("shells: read, list, replace, refuse", async () => {
  assert.equal((await ok(shells.getAssetAdministrationShellById({ configuration, aasIdentifier: SHELL }))).idShort, "Press");
  const list = await ok(shells.getAllAssetAdministrationShells({ configuration, idShort: "Press" }));
  assert.deepEqual(list.result.map((one) => one.id), [SHELL]);
  assert.equal(await refused(shells.postAssetAdministrationShell({ configuration, assetAdministrationShell: shell() })), "exists");
  await ok(shells.putAssetAdministrationShellById({
    configuration, aasIdentifier: SHELL, assetAdministrationShell: shell({ idShort: "Press2" }) }));
  assert.equal((await ok(shells.getAssetAdministrationShellById({ configuration, aasIdentifier: SHELL }))).idShort, "Press2");
  await refused(shells.getAssetAdministrationShellById({ configuration, aasIdentifier: SHELL + "x" }));
  const references = await ok(shells.getAllSubmodelReferences({ configuration, aasIdentifier: SHELL }));
  assert.equal(references.result[0].keys[0].value, SUBMODEL);
});

test("shells are found by their asset", async () => {
  for (const one of [{ name: "globalAssetId", value: ASSET }, { name: "serialNumber", value: "Ä-17" }]) {
    const found = await ok(shells.getAllAssetAdministrationShells({ configuration, assetIds: [one] }));
    assert.deepEqual(found.result.map((shell) => shell.id), [SHELL]);
  }
  const none = await ok(shells.getAllAssetAdministrationShells({ configuration, assetIds: [{ name: "serialNumber", value: "18" }] }));
  assert.deepEqual(none.result, []);
});

test("discovery: ids by asset", async (context) => {
  const answer = await fetch(process.env.SCHALE_URL + "/lookup/shells");
  if (answer.status === 501) return context.skip("not served yet");
  const found = await ok(discovery.getAllAssetAdministrationShellIdsByAssetLink({
    configuration, assetIds: [{ name: "globalAssetId", value: ASSET }] }));
  assert.deepEqual(found.result, [SHELL]);
});

test("asset information and thumbnail", async () => {
  const aasIdentifier = SHELL;
  const assetInformation = await ok(shells.getAssetInformation({ configuration, aasIdentifier }));
  assert.equal(assetInformation.globalAssetId, ASSET);
  assetInformation.assetType = "press";
  await ok(shells.putAssetInformation({ configuration, aasIdentifier, assetInformation }));
  assert.equal((await ok(shells.getAssetInformation({ configuration, aasIdentifier }))).assetType, "press");
  await ok(shells.putThumbnail({ configuration, aasIdentifier, fileName: "a.png", file: new Blob(["picture"], { type: "image/png" }) }));
  assert.equal(await (await ok(shells.getThumbnail({ configuration, aasIdentifier }))).text(), "picture");
  await ok(shells.deleteThumbnail({ configuration, aasIdentifier }));
  await refused(shells.getThumbnail({ configuration, aasIdentifier }));
});

test("elements: create, read, change, delete", async () => {
  const at = { configuration, submodelIdentifier: SUBMODEL };
  const made = await ok(submodels.postSubmodelElement({ ...at, submodelElement: element(property("Count", "1")) }));
  assert.equal(made.idShort, "Count");
  await ok(submodels.postSubmodelElementByPath({ ...at, idShortPath: "Motor", submodelElement: element(property("Power", "7")) }));
  const power = { ...at, idShortPath: "Motor.Power" };
  assert.equal((await ok(submodels.getSubmodelElementByPath(power))).value, "7");
  await ok(submodels.putSubmodelElementByPath({ ...power, submodelElement: element(property("Power", "8")) }));
  assert.equal(await ok(submodels.getSubmodelElementByPathValueOnly(power)), 8);
  await ok(submodels.patchSubmodelElementByPathValueOnly({ ...power, submodelElementValue: "9" }));
  assert.equal((await ok(submodels.getSubmodelElementByPath(power))).value, "9");
  await ok(submodels.deleteSubmodelElementByPath(power));
  await refused(submodels.getSubmodelElementByPath(power));
  const list = await ok(submodels.getAllSubmodelElements(at));
  assert.deepEqual(list.result.map((one) => one.idShort), ["Motor", "Manual", "Count"]);
});

test("submodels: list, values, replace", async () => {
  const at = { configuration, submodelIdentifier: SUBMODEL };
  assert.deepEqual((await ok(submodels.getAllSubmodels({ configuration, idShort: "Data" }))).result.map((one) => one.id), [SUBMODEL]);
  assert.deepEqual((await ok(submodels.getSubmodelByIdValueOnly(at))).Motor, { Speed: 1500 });
  const one = await ok(submodels.getSubmodelById(at));
  one.idShort = "Data2";
  await ok(submodels.putSubmodelById({ ...at, submodel: one }));
  assert.equal((await ok(submodels.getSubmodelByIdMetadata(at))).idShort, "Data2");
});

test("attachments", async () => {
  const at = { configuration, aasIdentifier: SHELL, submodelIdentifier: SUBMODEL, idShortPath: "Manual" };
  await ok(shells.putFileByPathAasRepository({ ...at, fileName: "manual.txt", file: new Blob(["read me"], { type: "text/plain" }) }));
  assert.equal(await (await ok(shells.getFileByPathAasRepository(at))).text(), "read me");
  await ok(shells.deleteFileByPathAasRepository(at));
  await refused(shells.getFileByPathAasRepository(at));
});

test("concept descriptions", async () => {
  const id = "https://example.org/clients/concepts/1";
  const conceptDescription = new types.ConceptDescription(id);
  await ok(concepts.postConceptDescription({ configuration, conceptDescription }));
  assert.equal((await ok(concepts.getConceptDescriptionById({ configuration, cdIdentifier: id }))).id, id);
  await ok(concepts.deleteConceptDescriptionById({ configuration, cdIdentifier: id }));
  await refused(concepts.getConceptDescriptionById({ configuration, cdIdentifier: id }));
});

test("what was made is removed", async () => {
  const aasIdentifier = SHELL, submodelIdentifier = SUBMODEL;
  await ok(submodels.deleteSubmodelById({ configuration, submodelIdentifier }));
  await refused(submodels.getSubmodelById({ configuration, submodelIdentifier }));
  await ok(shells.deleteAssetAdministrationShellById({ configuration, aasIdentifier }));
  await refused(shells.getAssetAdministrationShellById({ configuration, aasIdentifier }));
});
