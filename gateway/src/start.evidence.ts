import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from './evidence.ts'
import { findFreePort } from './free-port.ts'

const people = 2_000
const giveUpAfterMilliseconds = 120_000

type Running = { process: ChildProcess; seconds: number; memory: number | null; stop(): Promise<void> }

let folder: string | undefined
let first: { seconds: number; memory: number | null } | undefined

export const figures: Figure[] = [
  {
    name: 'npm start, a new data folder, until ready',
    target: '≤ 30 s',
    async measure() {
      const { seconds } = await firstStart()
      return { value: `${seconds.toFixed(1)} s`, met: seconds <= 30, detail: `${people} people, seed 1, all rooms in one process` }
    }
  },
  {
    name: 'npm start, memory of everything, PostgreSQL included',
    target: '≤ 700 MB PSS',
    async measure() {
      const { memory } = await firstStart()
      return memory === null
        ? { value: 'not measured', met: false, detail: 'needs /proc/<pid>/smaps_rollup' }
        : { value: `${Math.round(memory)} MB`, met: memory <= 700, detail: `${people} people, just after the import` }
    }
  },
  {
    name: 'npm start, the second time, until ready',
    target: '≤ 5 s',
    async measure() {
      await firstStart()
      const running = await startOnce()
      await running.stop()
      if (folder) await rm(folder, { recursive: true, force: true })
      return { value: `${running.seconds.toFixed(1)} s`, met: running.seconds <= 5, detail: 'the same data folder' }
    }
  }
]

async function firstStart(): Promise<{ seconds: number; memory: number | null }> {
  if (first) return first
  folder = await mkdtemp(join(tmpdir(), 'throughcare-evidence-'))
  await chmod(folder, 0o755)
  const running = await startOnce()
  await running.stop()
  first = { seconds: running.seconds, memory: running.memory }
  return first
}

async function startOnce(): Promise<Running> {
  const port = await findFreePort()
  const began = Date.now()
  const child = spawn('npm', ['start', '--', '--people', String(people), '--data-dir', join(folder ?? '', 'data')], {
    env: { ...process.env, PORT: String(port) },
    stdio: 'ignore',
    // A group of its own, to be told to stop as a terminal tells it.
    detached: true
  })
  while (!(await isReady(port))) {
    if (child.exitCode !== null || Date.now() - began > giveUpAfterMilliseconds)
      throw new Error(`npm start did not become ready (exit code ${child.exitCode}).`)
    await pause(50)
  }
  const seconds = (Date.now() - began) / 1000
  const memory = child.pid === undefined ? null : proportionalMegabytes(child.pid)
  return {
    process: child,
    seconds,
    memory,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.pid) process.kill(-child.pid, 'SIGINT')
      await ended
    }
  }
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(
    (response) => response.status === 200,
    () => false
  )
}

/** Proportional set size of a process and all its descendants: what shared pages cost is counted once. */
function proportionalMegabytes(root: number): number | null {
  if (!existsSync('/proc/self/smaps_rollup')) return null
  const parents = new Map(readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [[Number(name), parentOf(name)] as const] : [])))
  const isDescendant = (id: number): boolean => id === root || ((parents.get(id) ?? 0) > 1 && isDescendant(parents.get(id) ?? 0))
  const kilobytes = [...parents.keys()].filter(isDescendant).map((id) => Number(readProc(`/proc/${id}/smaps_rollup`).match(/^Pss:\s+(\d+) kB/m)?.[1] ?? 0))
  return kilobytes.reduce((total, size) => total + size, 0) / 1024
}

function parentOf(id: string): number {
  return Number(readProc(`/proc/${id}/stat`).match(/\) \S (\d+)/)?.[1] ?? 0)
}

function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
