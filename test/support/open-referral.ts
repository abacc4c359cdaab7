import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Data that no one here wrote, beside the project; tests that read them are skipped where they are not. */
export const directoryData = fileURLToPath(new URL('../../../shared/data/directory/', import.meta.url))
export const hasDirectoryData = existsSync(directoryData)

const folders = { 'Open Referral UK 3.0': 'schemas/oruk-3.0/schemata', 'HSDS 3.1': 'schemas/hsds-3.1-dev/schema' }
export type Standard = keyof typeof folders
export const standards = Object.keys(folders) as Standard[]

/** The JSON Schemas of a standard: tells what is wrong with an object of a kind, such as `service`. */
export function openStandard(standard: Standard): (kind: string, value: unknown) => string[] {
  const folder = `${directoryData}${folders[standard]}`
  const ajv = new Ajv2020.default({ strict: false, allErrors: true })
  addFormats.default(ajv)
  for (const file of readdirSync(folder)) {
    const schema = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as object
    if (file !== 'openapi.json') ajv.addSchema(schema, file)
  }
  return (kind, value) => {
    const validate = ajv.getSchema(`${kind}.json`) as ValidateFunction | undefined
    if (!validate) throw new Error(`${standard} has no ${kind}.`)
    return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${kind}${instancePath} ${message}`)
  }
}
