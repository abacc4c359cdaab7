import { fork, type ChildProcess } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { remoteRoom } from '@throughcare/kit/remote-room'
import { keyFileShape, makeKeyFile, openKeyRing, type KeyFile } from '@throughcare/kit/signature'
import { findFreePort } from './free-port.ts'
import type { House } from './one-process.ts'
import { roomNames } from './rooms.ts'

type Setting = { url: string; keyFolder: string; environment: Record<string, string | undefined> }

/** Starts every room as a process of its own, each with a key that is its alone, and reaches them over signed HTTP. */
export async function openRoomsApart({ url, keyFolder, environment }: Setting): Promise<House> {
  const keys = keyFileShape.parse(JSON.parse(await readFile(await keepKeys(keyFolder), 'utf8')))
  const addresses = Object.fromEntries(await Promise.all(roomNames.map(async (name) => [name, `http://127.0.0.1:${await findFreePort()}`] as const)))
  const children = await Promise.all(roomNames.map((name) => startRoom(name, { url, keyFolder, environment, keys, addresses })))
  const rooms = Object.fromEntries(roomNames.map((name) => [name, remoteRoom(name, addresses[name] ?? '', openKeyRing(keys, 'gateway'))]))
  return {
    rooms,
    async close() {
      await Promise.all(Object.values(rooms).map((room) => room.close()))
      await Promise.all(children.map(stopChild))
    }
  }
}

/** The file of everyone's keys, made once: what a room signed yesterday holds today. */
export async function keepKeys(keyFolder: string): Promise<string> {
  const file = join(keyFolder, 'all.json')
  const standing = keyFileShape.parse(JSON.parse(await readFile(file, 'utf8').catch(() => '{}')))
  const missing = ['gateway', ...roomNames].filter((name) => !standing[name])
  await mkdir(keyFolder, { recursive: true, mode: 0o700 })
  if (missing.length > 0) await writeFile(file, JSON.stringify({ ...standing, ...makeKeyFile(missing) }), { mode: 0o600 })
  return file
}

async function startRoom(
  name: string,
  { url, keyFolder, environment, keys, addresses }: Setting & { keys: KeyFile; addresses: Record<string, string> }
): Promise<ChildProcess> {
  const keyFile = join(keyFolder, `${name}.json`)
  const ownKeys = Object.fromEntries(Object.entries(keys).map(([id, key]) => [id, id === name ? key : { publicKey: key.publicKey, speaksFor: key.speaksFor }]))
  await writeFile(keyFile, JSON.stringify(ownKeys), { mode: 0o600 })
  const port = new URL(addresses[name] ?? '').port
  return fork(fileURLToPath(new URL(`../../subgraphs/${name}/src/main.ts`, import.meta.url)), [], {
    env: {
      PATH: environment.PATH,
      NODE_COMPILE_CACHE: environment.NODE_COMPILE_CACHE,
      PORT: port,
      DATABASE_URL: url,
      KEY_FILE: keyFile,
      ROOMS: JSON.stringify(addresses),
      LOG_LEVEL: environment.LOG_LEVEL ?? 'warn',
      ...Object.fromEntries(Object.entries(environment).filter(([option]) => option.startsWith('RECONNECT_')))
    },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // Its own process group: Ctrl-C reaches this process alone, which then stops the rooms in order.
    detached: true
  })
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await Promise.race([ended, pause(5_000).then(() => child.kill('SIGKILL'))])
}
