import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ConfigurationFault, readConfig } from '@throughcare/kit/config'
import { openLog } from '@throughcare/kit/log'
import { readPolicy } from '@throughcare/kit/policy'
import { remoteRoom } from '@throughcare/kit/remote-room'
import { keyFileShape, openKeyRing } from '@throughcare/kit/signature'
import { discoverIssuer, openSignIn } from './authenticate.ts'
import { openGateway, readSupergraph } from './gateway.ts'
import { roomNames } from './rooms.ts'
import { createApp, listen } from './serve.ts'

// A deployment's gateway: the rooms run elsewhere, people sign in with an issuer of their own, and there is no demo.

const shape = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535),
  /** The address of every room: `{"people": "http://…"}`. */
  ROOMS: z.string().transform((text) => z.record(z.string(), z.url()).parse(JSON.parse(text))),
  /** A file of public keys by key id, with the gateway's private key. */
  KEY_FILE: z.string().min(1),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().min(1),
  LOG_LEVEL: z.string().default('info')
})

try {
  const config = readConfig(shape, process.env)
  const log = openLog('gateway', config.LOG_LEVEL)
  const keys = openKeyRing(keyFileShape.parse(JSON.parse(readFileSync(config.KEY_FILE, 'utf8'))), 'gateway')
  const rooms = Object.fromEntries(roomNames.map((name) => [name, remoteRoom(name, config.ROOMS[name] ?? missing(name), keys)]))
  const gateway = await openGateway({ rooms, policy: readPolicy(), supergraph: readSupergraph(), log })
  const signIn = openSignIn(await discoverIssuer(config.OIDC_ISSUER, config.OIDC_AUDIENCE))
  const server = await listen(createApp({ gateway, rooms, signIn, demo: null, explorer: null, log }), config.PORT)
  process.once('SIGTERM', () => {
    server.close(() => void gateway.stop().then(() => process.exit(0)))
    server.closeIdleConnections()
  })
} catch (error) {
  if (!(error instanceof ConfigurationFault)) throw error
  process.stderr.write(`gateway: ${error.message}\n`)
  process.exit(2)
}

function missing(name: string): never {
  throw new ConfigurationFault(`ROOMS does not say where the room ${name} is.`)
}
