import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { roomNames } from './rooms.ts'

// `npm run migration -- <room> <verb_object>`: writes the migration that takes a room's schema to its tables.ts.

const [room, name] = process.argv.slice(2)
if (!roomNames.some((known) => known === room) || !/^[a-z]+(_[a-z]+)+$/.test(name ?? '')) {
  process.stderr.write(`npm run migration -- <room> <verb_object>, such as: npm run migration -- people add_pronouns\nRooms: ${roomNames.join(', ')}\n`)
  process.exit(2)
}
const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const { status } = spawnSync(process.execPath, [folder('node_modules/drizzle-kit/bin.cjs'), 'generate', '--name', String(name)], {
  cwd: folder(`subgraphs/${room}`),
  stdio: 'inherit'
})
process.exitCode = status ?? 1
