import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('link-command.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'throughcare-link-command-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

function put(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const rows = 'id,given,family,born\na,Robert,Testcase,1984-05-03\nb,Robert,Testcase,1984-05-03\n'
const columns = put('columns.json', '{"id": "id", "givenName": "given", "familyName": "family", "birthDate": "born"}')
const records = put('records.csv', rows)

function link(...given: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', command, ...given], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('npm run link', () => {
  test('writes the pairs to standard output, what it came to beside it, and reads files that begin with a byte order mark', () => {
    const marked = [put('marked.csv', `\uFEFF${rows}`), put('marked.json', `\uFEFF${readFileSync(columns, 'utf8')}`)] as const

    const { status, stdout, stderr } = link('--records', marked[0], '--columns', marked[1])

    expect(stdout).toMatch(/^idA,idB,weight,decision\na,b,\d+\.\d{4},(link|review)\n$/)
    expect(stderr).toMatch(/2 records, 1 pairs: /)
    expect(status).toBe(0)
  })

  test('says how it is used, and ends well', () => {
    const { status, stdout } = link('--help')

    expect([status, stdout]).toEqual([0, expect.stringContaining('nhsNumberVerified')])
  })

  test.each([
    ['no column map', ['--records', records], /required option '--columns <file>'/],
    ['no records', ['--columns', columns], /Name one or two files of records|required option '--records <file>'/],
    ['three files', ['--records', records, '--records', records, '--records', records, '--columns', columns], /Name one or two files/],
    ['a column map that is not there', ['--records', records, '--columns', join(folder, 'nowhere.json')], /nowhere\.json cannot be read/],
    ['a column map that is no JSON', ['--records', records, '--columns', records], /records\.csv is not JSON/],
    [
      'a key that means nothing',
      ['--records', records, '--columns', put('unknown.json', '{"id": "id", "surname": "family"}')],
      /the key "surname", which means nothing/
    ],
    ['no key for the id', ['--records', records, '--columns', put('no-id.json', '{"givenName": "given"}')], /lacks the key "id"/],
    ['two columns for the id', ['--records', records, '--columns', put('two-ids.json', '{"id": ["id", "given"]}')], /a list for the key "id"/],
    ['to write over what it reads', ['--records', records, '--columns', columns, '--out', records], /which is to be read/]
  ])('refuses %s in a sentence, before it begins', (_, given, said) => {
    const { status, stdout, stderr } = link(...given)

    expect(stderr).toMatch(said)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect([status, stdout, readFileSync(records, 'utf8')]).toEqual([2, '', rows])
  })

  test('refuses a file without a line in a sentence, and leaves nothing that looks like an answer', () => {
    const { status, stderr } = link('--records', put('empty.csv', ''), '--columns', columns)

    expect(stderr).toMatch(/empty\.csv is empty\. Its first line must name the columns\./)
    expect(status).toBe(2)
  })
})
