import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { userInfo, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:net'
import type { Answer } from '@throughcare/test/support/room'
import { runCopy, untilEnded, untilReady, type RunningCopy } from '@throughcare/test/support/running-copy'
import { findFreePort } from './free-port.ts'

// A start on a busy machine may take longer than other tests do.
const limit = 120_000
const testStart = (name: string, work: () => Promise<void>) => test(name, work, limit)

const openEverywhere = (folder: string) => (chmodSync(folder, 0o755), folder)
const folder = openEverywhere(mkdtempSync(join(tmpdir(), 'throughcare-start-')))
const data = join(folder, 'data')
const copies: RunningCopy[] = []
const run = (...args: Parameters<typeof runCopy>) => (copies.push(runCopy(...args)), copies.at(-1) as RunningCopy)
let port: number
let linkPath: string

beforeAll(async () => void (port = await findFreePort()))
afterAll(async () => {
  await Promise.all(copies.filter((copy) => copy.process.exitCode === null && copy.process.signalCode === null).map((copy) => copy.end('SIGINT')))
  rmSync(folder, { recursive: true, force: true })
}, limit)

async function ask(copy: RunningCopy, query: string, role?: string): Promise<{ data?: Answer['data'] }> {
  const { token } = role
    ? await (await fetch(`${copy.url}/demo/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ role }) })).json()
    : { token: null }
  const response = await fetch(`${copy.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query })
  })
  return response.json()
}

/** Where a provider's link leads that this copy has made. */
async function makeLink(copy: RunningCopy): Promise<string> {
  const input = 'name: "Example Linked (demo)", status: ACTIVE, needCodes: ["housing"], idempotencyKey: "a service"'
  const service = await ask(copy, `mutation { recordService(input: { ${input} }) { id } }`, 'directory-editor')
  const about = `serviceId: "${service.data?.recordService.id}", expectedVersion: 1, idempotencyKey: "a link"`
  const made = await ask(copy, `mutation { makeConfirmationLink(input: { ${about} }) { path } }`, 'directory-editor')
  return made.data?.makeConfirmationLink.path
}

const postgresRunsOn = () => execFileSync('ps', ['-eo', 'args']).toString().includes(`-D ${data}/postgres`)

describe('npm start', () => {
  testStart('starts on an empty folder, serves the graph, and says where', async () => {
    const copy = await untilReady(run(port, data))

    expect(copy.said()).toContain(`http://localhost:${port}/graphql`)
    expect(await ask(copy, '{ viewer { role } }')).toEqual({ data: { viewer: { role: 'public' } } })
    expect(await ask(copy, '{ viewer { role organisation } }', 'ld-manager')).toEqual({ data: { viewer: { role: 'ld-manager', organisation: 'RW5' } } })
  })

  testStart('a second copy on the same folder, or on the same port, ends with one sentence', async () => {
    const onFolder = run(await findFreePort(), data)
    const onPort = run(port, join(folder, 'other'))

    expect(await untilEnded(onFolder)).toBe(2)
    expect(onFolder.said()).toMatch(/^Another copy already runs on .*--data-dir\.\n$/)
    expect(await untilEnded(onPort)).toBe(2)
    expect(onPort.said()).toMatch(/^Port \d+ is taken by another program\..*\n$/)
  })

  testStart('killed outright, it recovers at the next start; Ctrl-C stops PostgreSQL too', async () => {
    await copies[0]?.end('SIGKILL')
    expect(postgresRunsOn()).toBe(true)

    const again = await untilReady(run(port, data))
    expect(await ask(again, '{ viewer { role } }')).toEqual({ data: { viewer: { role: 'public' } } })
    linkPath = await makeLink(again)

    expect(await again.end('SIGINT')).toBe(0)
    expect(postgresRunsOn()).toBe(false)
  })

  testStart('with each room in a process of its own it answers the same, and Ctrl-C stops them all', async () => {
    const apart = await untilReady(run(port, data, '--rooms-apart'))

    expect(await ask(apart, '{ viewer { role } places { name } }')).toMatchObject({
      data: { viewer: { role: 'public' }, places: expect.arrayContaining([{ name: 'Blackburn' }]) }
    })
    // A link that was signed by the copy before.
    expect((await fetch(`${apart.url}${linkPath}`)).status).toBe(200)
    expect(await apart.end('SIGINT')).toBe(0)
    expect(postgresRunsOn()).toBe(false)
  })

  testStart('a port taken by another program is said in one sentence', async () => {
    const other = createServer().listen(port)
    await new Promise((resolve) => other.once('listening', resolve))

    const copy = run(port, join(folder, 'fresh'))

    expect(await untilEnded(copy)).toBe(2)
    expect(copy.said()).toContain(`PORT=${port + 1} npm start`)
    other.close()
  })

  testStart('a data folder that cannot be written, or lies on a full disk, is said in one sentence', async () => {
    const full = join(folder, 'full')
    mkdirSync(full)
    if (userInfo().uid === 0) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', full])
    else chmodSync(full, 0o555)

    const copy = run(port, join(full, 'data'))

    expect(await untilEnded(copy)).toBe(2)
    expect(copy.said()).toMatch(userInfo().uid === 0 ? /^The disk under .* is full.*\n$/ : /^The data folder .* cannot be written.*\n$/)
    if (userInfo().uid === 0) execFileSync('umount', [full])
  })
})
