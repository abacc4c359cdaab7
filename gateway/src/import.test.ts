import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'throughcare-command-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Answer = { code: number; told: string }

/** What the command says, and its exit code. There is no database behind it. */
function run(...given: string[]): Promise<Answer> {
  const command = [fileURLToPath(new URL('./import.ts', import.meta.url)), ...given]
  const env = { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  return new Promise((resolve) =>
    execFile(process.execPath, command, { env }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, told: `${stdout}${stderr}` }))
  )
}

describe('the import command', () => {
  test('tells of the columns of a room, and how a mapping file is written', async () => {
    const { code, told } = await run('liaison-diversion', '--help')

    expect(code).toBe(0)
    expect(told).toMatch(/--mapping <file>[^]*\* source_key[^]*"codes": \{ "<our column>": \{ "<their value>": "<our code>" \} \}/)
  })

  test('tells how each item of a list is written', async () => {
    const { told } = await run('reconnect', '--help')

    expect(told).toMatch(/needs_not_referred +need:reason, with ";" between them: why/)
    expect(told).toMatch(/ workers +side\/worker\/allocated-at\/accepted-at, with ";" between them: /)
    expect(told).toMatch(/handover_referral_key +of one handed over/)
  })

  test('stops with a sentence at a mapping file of a column that it does not know, before it asks for a database', async () => {
    const mapping = join(folder, 'mapping.json')
    writeFileSync(mapping, '{"columns":{"forename":"First"}}')

    const { code, told } = await run('people', 'people.csv', '--service', 'liaison-diversion', '--mapping', mapping)

    expect(code).toBe(2)
    expect(told).toBe('The mapping file names columns that are not known here: forename. --help lists all columns.\n')
  })

  test('is not stopped by a reader who has seen enough', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('./import.ts', import.meta.url)), 'liaison-diversion', '--help'])
    child.stdout.destroy()
    let told = ''
    child.stderr.on('data', (piece) => (told += String(piece)))

    const [code] = (await once(child, 'close')) as [number]

    expect({ code, told }).toEqual({ code: 0, told: '' })
  })
})
