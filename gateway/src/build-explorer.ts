import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const explorer = fileURLToPath(new URL('../explorer/', import.meta.url))
const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url))

/** Builds the Explorer when its sources or dependencies have changed, about three seconds, without the network. Returns the built folder. */
export async function buildExplorer(): Promise<string> {
  const builds = join(explorer, 'dist')
  const name = await hashOf([...(await sourcesOf(explorer)), lockFile])
  const folder = join(builds, name)
  if (await exists(folder)) return folder
  // Built beside its place and then moved: whoever starts meanwhile never finds half an Explorer.
  const unfinished = join(builds, `unfinished-${process.pid}`)
  await runVite(unfinished)
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }))
  await forgetOlder(builds, name)
  return folder
}

async function runVite(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
  const options = ['build', '--configLoader', 'native', '--logLevel', 'error', '--emptyOutDir', '--outDir', folder]
  // A process of its own: its memory is given back, and NODE_ENV is never a test's, which would bundle React's development build.
  await promisify(execFile)(process.execPath, [vite, ...options], { cwd: explorer, env: { NODE_ENV: 'production' } })
}

async function sourcesOf(folder: string): Promise<string[]> {
  const sources = await readdir(join(folder, 'src'), { recursive: true })
  return [...['index.html', 'vite.config.ts'].map((file) => join(folder, file)), ...sources.toSorted().map((file) => join(folder, 'src', file))].filter(
    (file) => !file.endsWith('.test.ts')
  )
}

async function hashOf(files: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(explorer.length)).update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  )
}

async function forgetOlder(builds: string, current: string): Promise<void> {
  const older = (await readdir(builds)).filter((name) => name !== current && !name.startsWith('unfinished-'))
  for (const name of older) await rm(join(builds, name), { recursive: true, force: true })
}
