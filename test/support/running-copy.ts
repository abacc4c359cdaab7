import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const start = fileURLToPath(new URL('../../gateway/src/start.ts', import.meta.url))

export type RunningCopy = {
  url: string
  process: ChildProcess
  /** What it has written on both outputs so far. */
  said(): string
  /** Sends a signal and waits for the end; the exit code, or null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** `npm start` as a process of its own, without waiting for anything. */
export function runCopy(port: number, dataFolder: string, ...options: string[]): RunningCopy {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [start, '--people', '20', '--data-dir', dataFolder, ...options], {
    env: { PATH, HOME, NODE_COMPILE_CACHE, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    said: () => said,
    end(signal) {
      child.kill(signal)
      return ended
    }
  }
}

/** Waits until the copy is ready, or says what it said instead. */
export async function untilReady(copy: RunningCopy): Promise<RunningCopy> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline && copy.process.exitCode === null) {
    const isReady = await fetch(`${copy.url}/health/ready`).then(
      (response) => response.status === 200,
      () => false
    )
    if (isReady) return copy
    await pause(100)
  }
  throw new Error(`The copy did not become ready. It said:\n${copy.said()}`)
}

/** Waits until the copy has ended by itself; its exit code. */
export async function untilEnded(copy: RunningCopy): Promise<number | null> {
  const deadline = Date.now() + 60_000
  while (copy.process.exitCode === null && Date.now() < deadline) await pause(50)
  return copy.process.exitCode
}
