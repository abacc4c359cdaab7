import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Figure } from '@throughcare/gateway/evidence'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** How long a command of the house takes, from its start to its end. */
function taking(command: string, what: string, mostSeconds: number): Figure {
  return {
    name: `npm run ${command}`,
    target: `≤ ${mostSeconds / 60} min`,
    async measure() {
      const started = performance.now()
      const [exitCode] = await once(spawn('npm', ['run', '--silent', command], { cwd: root, stdio: 'ignore' }), 'exit')
      const seconds = (performance.now() - started) / 1_000
      return {
        value: exitCode === 0 ? `${seconds.toFixed(0)} s` : `failed after ${seconds.toFixed(0)} s`,
        met: exitCode === 0 && seconds <= mostSeconds,
        detail: `${what}; ${availableParallelism()} cores`
      }
    }
  }
}

export const figures: Figure[] = [taking('verify', 'all that needs no database', 60), taking('test', 'every test, on a PostgreSQL of its own', 300)]
