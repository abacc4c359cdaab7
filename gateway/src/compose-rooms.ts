import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { generateSchema } from './generate-schema.ts'

// `npm run compose` writes schema/generated; `npm run compose -- --check` fails where it differs from the sources.

const folder = new URL('../../schema/generated/', import.meta.url)
const stale = Object.entries(generateSchema()).filter(([file, text]) => {
  const path = new URL(file, folder)
  return !existsSync(path) || readFileSync(path, 'utf8') !== text
})
if (process.argv.includes('--check')) {
  for (const [file] of stale) process.stderr.write(`schema/generated/${file} differs from the rooms' SDL: run \`npm run compose\` and commit it.\n`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const [file, text] of stale) writeFileSync(new URL(file, folder), text)
}
