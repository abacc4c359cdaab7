import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ConfigurationFault, readConfig } from './config.ts'
import type { RoomContext } from './context.ts'
import { openLog } from './log.ts'
import { readPolicy } from './policy.ts'
import { remoteRoom } from './remote-room.ts'
import { openRoom, type RoomDefinition } from './room.ts'
import { serveRoom } from './serve.ts'
import { keyFileShape, openKeyRing, openVerifier } from './signature.ts'

const shape = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535),
  /** This room's database, as its own role or as a login that may take that role on. */
  DATABASE_URL: z.string().min(1),
  /** A file of public keys by key id, with this room's private key. */
  KEY_FILE: z.string().min(1),
  /** The addresses of all rooms: `{"people": "http://…"}`. */
  ROOMS: z.string().transform((text) => z.record(z.string(), z.url()).parse(JSON.parse(text))),
  LOG_LEVEL: z.string().default('info')
})

type Environment = Record<string, string | undefined>

/**
 * Runs one room as a process of its own until it is told to stop; `configure` makes it what its own settings in the environment say. A fault
 * of the set-up is one sentence and exit code 2.
 */
export async function runRoom<Context extends RoomContext>(
  standard: RoomDefinition<Context>,
  environment: Environment,
  configure: (environment: Environment) => RoomDefinition<Context> = () => standard
): Promise<void> {
  try {
    const definition = configure(environment)
    const config = readConfig(shape, environment)
    const log = openLog(definition.name, config.LOG_LEVEL)
    const keys = openKeyRing(keyFileShape.parse(JSON.parse(readFileSync(config.KEY_FILE, 'utf8'))), definition.name)
    const neighbours = Object.fromEntries(Object.keys(definition.follows).map((name) => [name, remoteRoom(name, config.ROOMS[name] ?? missing(name), keys)]))
    const room = openRoom(definition, { url: config.DATABASE_URL, policy: readPolicy(), log, neighbours })
    const server = await serveRoom(room, { port: config.PORT, verify: openVerifier(keys, definition.name), log })

    const stop = async () => {
      server.close()
      server.closeIdleConnections()
      await room.close()
      await Promise.all(Object.values(neighbours).map((neighbour) => neighbour.close()))
      process.exit(0)
    }
    process.once('SIGTERM', () => void stop())
    process.once('SIGINT', () => void stop())
    // Started by a process that is gone: there is nobody left to answer.
    process.once('disconnect', () => void stop())
  } catch (error) {
    if (!(error instanceof ConfigurationFault)) throw error
    process.stderr.write(`${standard.name}: ${error.message}\n`)
    process.exit(2)
  }
}

function missing(name: string): never {
  throw new ConfigurationFault(`ROOMS does not say where the room ${name} is.`)
}
