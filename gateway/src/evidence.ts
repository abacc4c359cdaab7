import { glob } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'

// `npm run evidence [-- room] [--json]`: measures every figure that a `*.evidence.ts` file declares, and fails when one is missed.

/** A figure to show: what is measured, what it must be, and how. */
export type Figure = {
  name: string
  target: string
  /** `detail` says the sizes, the seed and whatever else the figure depends on. */
  measure(): Promise<{ value: string; met: boolean; detail: string }>
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } })
const root = fileURLToPath(new URL('../../', import.meta.url))
const [room] = positionals
const missed: string[] = []

for (const file of await filesOf(room)) {
  const { figures } = (await import(file)) as { figures: Figure[] }
  for (const { name, target, measure } of figures) {
    const { value, met, detail } = await measure()
    if (!met) missed.push(name)
    const line = values.json
      ? JSON.stringify({ name, value, target, met, detail })
      : `${met ? 'met    ' : 'MISSED '} ${name}: ${value} (target ${target}; ${detail})`
    process.stdout.write(`${line}\n`)
  }
}
if (missed.length > 0) process.stderr.write(`Missed: ${missed.join('; ')}\n`)
process.exit(missed.length > 0 ? 1 : 0)

async function filesOf(only: string | undefined): Promise<string[]> {
  const files: string[] = []
  for await (const file of glob(['subgraphs/*/src/**/*.evidence.ts', 'gateway/**/*.evidence.ts', 'test/**/*.evidence.ts'], {
    cwd: root,
    exclude: (path) => path.includes('node_modules')
  })) {
    if (only === undefined || file.split('/').includes(only)) files.push(`${root}${file}`)
  }
  return files.sort()
}
