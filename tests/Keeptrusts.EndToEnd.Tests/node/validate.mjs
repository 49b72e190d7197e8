// Standard input: a JSON Schema in one line, then one JSON document a line. Standard output: a JSON array with one entry a document: null, or what is wrong.
import { readFileSync } from "node:fs";
import Ajv from "ajv";

const [schema, ...documents] = readFileSync(0, "utf8").split("\n").filter((line) => line.length > 0);
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(schema));
console.log(JSON.stringify(documents.map((text) => (validate(JSON.parse(text)) ? null : ajv.errorsText(validate.errors)))));
