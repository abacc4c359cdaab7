import { Command, InvalidArgumentError } from 'commander'
import { spawn } from 'node:child_process'
import { once as onceTold } from 'node:events'
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { londonDate } from '@throughcare/kit/clock'
import { ConfigurationFault } from '@throughcare/kit/config'
import { openLog } from '@throughcare/kit/log'
import { readPolicy } from '@throughcare/kit/policy'
import { openSignIn } from './authenticate.ts'
import { buildExplorer } from './build-explorer.ts'
import { defaultDataFolder, readNote, takeDataFolder, writeNote, type DataFolder } from './data-folder.ts'
import { openDemoDatabase } from './demo-database.ts'
import { demoRoles, openDemoIssuer } from './demo-issuer.ts'
import { openGateway, readSupergraph } from './gateway.ts'
import { openHouse } from './one-process.ts'
import { waitUntilReady } from './ready.ts'
import { keepKeys, openRoomsApart } from './rooms-apart.ts'
import { createApp, listen, startingApp } from './serve.ts'

// `npm start`: the whole house with a synthetic population, on nothing but Node. A deployment runs gateway/src/main.ts instead.

type Options = { people: number; dataDir: string; reset: boolean; roomsApart: boolean }

const fillProgram = fileURLToPath(new URL('fill.ts', import.meta.url))
const populationNote = 'population.json'
const seed = 1

type Stops = (() => Promise<unknown>)[]

async function start(port: number, { people, dataDir, reset, roomsApart }: Options): Promise<void> {
  const began = Date.now()
  const stops: Stops = []
  const stop = once(async () => {
    for (const step of stops.toReversed()) await step().catch(() => {})
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop().then(() => process.exit(0)))

  try {
    const log = openLog('gateway', process.env.LOG_LEVEL ?? 'warn')
    const server = await listen(startingApp(), port)
    stops.push(() => closeServer(server))
    const folder = await takeDataFolder(dataDir, { port, reset })
    stops.push(() => folder.release())
    const explorer = buildExplorer()
    // Told where it is awaited.
    explorer.catch(() => {})
    const { url, cluster } = await openDemoDatabase(folder.path)
    stops.push(() => cluster.stop())
    const population = await populateOnce(folder, url, { people, stops })

    const policy = readPolicy()
    const keyFolder = folder.file('keys')
    const house = roomsApart
      ? await openRoomsApart({ url, keyFolder, environment: process.env })
      : openHouse({ url, policy, log, environment: { ...process.env, KEY_FILE: await keepKeys(keyFolder) } })
    stops.push(() => house.close())
    const gateway = await openGateway({ rooms: house.rooms, policy, supergraph: readSupergraph(), log })
    stops.push(() => gateway.stop())
    const demo = await openDemoIssuer(folder.path)
    await waitUntilReady(house.rooms)
    const app = createApp({ gateway, rooms: house.rooms, signIn: openSignIn(demo), demo, explorer: await explorer, log })
    server.removeAllListeners('request').on('request', app)
    process.stdout.write(welcome({ port, population, seconds: (Date.now() - began) / 1000, roomsApart, dataDir }))
  } catch (error) {
    await stop()
    throw error
  }
}

type PopulationNote = { people: number; seed: number; today: string; isComplete: boolean }

/** Fills a new data folder; a folder that was filled before keeps what it has. An interrupted filling goes on where it was, with the same people. */
async function populateOnce(folder: DataFolder, url: string, { people, stops }: { people: number; stops: Stops }): Promise<number> {
  const standing = await readNote<PopulationNote>(folder, populationNote)
  if (standing?.isComplete) return standing.people
  const population = standing ?? { people, seed, today: londonDate(new Date()), isComplete: false }
  await writeNote(folder, populationNote, population)
  await fill({ url, ...population }, stops)
  await writeNote(folder, populationNote, { ...population, isComplete: true })
  return population.people
}

/** Has the copy filled by a process of its own: what that leaves in memory goes with it. */
async function fill(population: object, stops: Stops): Promise<void> {
  const filling = spawn(process.execPath, [fillProgram, JSON.stringify(population)], { stdio: ['ignore', 'inherit', 'inherit'] })
  stops.push(async () => filling.kill())
  const [code] = (await onceTold(filling, 'exit')) as [number | null]
  if (code !== 0) throw new ConfigurationFault('The synthetic people could not all be taken in. Start again to go on with those that are missing.')
}

type Welcome = { port: number; population: number; seconds: number; roomsApart: boolean; dataDir: string }

function welcome({ port, population, seconds, roomsApart, dataDir }: Welcome): string {
  const elsewhere = dataDir === defaultDataFolder ? '' : ` --data-dir ${dataDir}`
  return `
Throughcare is ready after ${seconds.toFixed(1)} s: ${population.toLocaleString('en-GB')} synthetic people, ${roomsApart ? 'each room in a process of its own' : 'all rooms in this process'}.

  Explorer          http://localhost:${port}/
  GraphQL endpoint  http://localhost:${port}/graphql
  A token           npm run --silent token -- ld-practitioner${elsewhere}

  Demo roles        ${demoRoles
    .map(({ role }) => role)
    .join(', ')
    .replace(/(.{60,80}), /g, '$1,\n                    ')}

Nobody here is real. Ctrl-C stops everything.
`
}

async function closeServer(server: Server): Promise<void> {
  server.closeIdleConnections()
  await new Promise((resolve) => {
    server.close(resolve)
    setTimeout(() => server.closeAllConnections(), 2_000).unref()
  })
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}

function wholeNumber(text: string): number {
  if (!/^\d{1,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number.')
  return Number(text)
}

function readPort(): number {
  const port = Number(process.env.PORT ?? 4000)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new ConfigurationFault('PORT must be a whole number from 1 to 65535.')
}

const command = new Command('npm start --')
  .description('Starts the whole house with a synthetic population. PORT (default 4000) is the port.')
  .option('--people <number>', 'how many synthetic people a new data folder gets', wholeNumber, 2_000)
  .option('--data-dir <folder>', 'where everything is kept', defaultDataFolder)
  .option('--reset', 'throw away what the data folder holds, and begin anew', false)
  .option('--rooms-apart', 'each room in a process of its own, reached over signed HTTP', false)
  .parse()

try {
  if (process.env.DATABASE_URL || process.env.OIDC_ISSUER) {
    throw new ConfigurationFault(
      'npm start is the demo, with invented people and a sign-in anyone can use, so it will not start where DATABASE_URL or OIDC_ISSUER is set. gateway/README.md says how a deployment starts.'
    )
  }
  await start(readPort(), command.opts<Options>())
} catch (error) {
  if (!(error instanceof ConfigurationFault)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
}
