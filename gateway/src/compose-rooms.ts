import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readSdl } from '@throughcare/kit/sdl'
import { compose } from './compose.ts'
import { roomNames } from './rooms.ts'

// `npm run compose` writes schema/generated; `npm run compose -- --check` fails where it differs from the sources.

const root = new URL('../../', import.meta.url)

/** The SDL files of a room: `schema.graphql`, or the files of `schema/`. */
function sdlFiles(room: string): URL[] {
  const folder = new URL(`subgraphs/${room}/`, root)
  const single = new URL('schema.graphql', folder)
  if (existsSync(single)) return [single]
  const files = readdirSync(new URL('schema/', folder)).filter((file) => file.endsWith('.graphql'))
  return files.sort().map((file) => new URL(`schema/${file}`, folder))
}

const { supergraph, api, policy } = compose(roomNames.map((name) => ({ name, typeDefs: readSdl(...sdlFiles(name)) })))
const rules = Object.entries(policy).map(([coordinate, rule]) => `  ${JSON.stringify(coordinate)}: ${JSON.stringify(rule)}`)
const files = { 'supergraph.graphql': supergraph, 'api.graphql': api, 'policy.json': `{\n${rules.join(',\n')}\n}\n` }

const stale = Object.entries(files).filter(([file, text]) => {
  const path = new URL(`schema/generated/${file}`, root)
  return !existsSync(path) || readFileSync(path, 'utf8') !== text
})
if (process.argv.includes('--check')) {
  for (const [file] of stale) process.stderr.write(`schema/generated/${file} differs from the rooms' SDL: run \`npm run compose\` and commit it.\n`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const [file, text] of stale) writeFileSync(new URL(`schema/generated/${file}`, root), text)
}
