import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigurationFault } from '@throughcare/kit/config'
import { clearPostgres } from '@throughcare/kit/embedded-postgres'

/** Where a copy keeps everything it has: the database, its keys, and what says that it runs. */
export type DataFolder = {
  path: string
  file(name: string): string
  /** Gives the folder up again. */
  release(): Promise<void>
}

/** Where a copy keeps its data unless --data-dir says otherwise. */
export const defaultDataFolder = fileURLToPath(new URL('../../.data', import.meta.url))

const runningFile = 'running.json'

/** Takes a data folder for this process, or says which copy has it. What a killed copy left behind does not stand in the way. */
export async function takeDataFolder(path: string, { port, reset }: { port: number; reset: boolean }): Promise<DataFolder> {
  const file = (name: string) => join(path, name)
  const running = JSON.parse(await readFile(file(runningFile), 'utf8').catch(() => 'null')) as { process: number; port: number } | null
  if (running && running.process !== process.pid && isAlive(running.process)) {
    throw new ConfigurationFault(
      `Another copy already runs on ${path} (process ${running.process}, port ${running.port}). Stop it, or give this one a folder of its own with --data-dir.`
    )
  }
  if (reset) {
    await clearPostgres(path)
    await rm(path, { recursive: true, force: true })
  }
  try {
    await mkdir(path, { recursive: true })
    await writeFile(file(runningFile), JSON.stringify({ process: process.pid, port }))
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC'
      ? new ConfigurationFault(`The disk under ${path} is full. Make room, or name another folder with --data-dir.`)
      : new ConfigurationFault(`The data folder ${path} cannot be written. Name another with --data-dir, or change who may write there.`)
  }
  return { path, file, release: () => rm(file(runningFile), { force: true }) }
}

/** Reads a small JSON note of the folder, or null. */
export async function readNote<Note>(folder: DataFolder, name: string): Promise<Note | null> {
  return existsSync(folder.file(name)) ? (JSON.parse(await readFile(folder.file(name), 'utf8')) as Note) : null
}

export async function writeNote(folder: DataFolder, name: string, note: object): Promise<void> {
  await writeFile(folder.file(name), JSON.stringify(note, null, 2), { mode: 0o600 })
}

/** True while the process runs; a killed one that nobody has collected yet does not, nor does another program with its number. */
function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const commandLine = `/proc/${id}/cmdline`
  return !existsSync('/proc/self/cmdline') || readFileSync(commandLine, 'utf8').includes('start.ts')
}
