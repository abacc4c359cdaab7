import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { roomNames } from '@throughcare/gateway/rooms'
import { kitReadmeFaults, missingReadmeFaults, readmeCommandFaults, readmePathFaults } from '../support/house/readmes.ts'
import { readTree, root } from '../support/house/source.ts'

const tree = readTree()
const exists = (path: string) => existsSync(join(root, path))
const readme = (text: string) => [{ path: 'subgraphs/people/README.md', text }]

describe('READMEs', () => {
  test('every room and every part has one', () => expect(missingReadmeFaults(tree, roomNames)).toEqual([]))
  test('every path they name is there', () => expect(readmePathFaults(tree, exists)).toEqual([]))
  test('every command they name exists', () => expect(readmeCommandFaults(tree)).toEqual([]))
  test("the kit's lists each of its files, and who uses it", () => expect(kitReadmeFaults(tree, roomNames)).toEqual([]))

  test('finds the rooms on disk among the rooms of the gateway', () => {
    const onDisk = new Set(tree.flatMap(({ path }) => path.match(/^subgraphs\/([a-z][\w-]*)\/package\.json$/)?.[1] ?? []))

    expect([...onDisk].sort()).toEqual([...roomNames].sort())
  })
})

describe('a README that does not hold', () => {
  test.each(['`src/person/gone.ts`', '`gateway/src/gone.ts`', '`_kit/src/gone.ts`', '`gone.sql`', '`db/gone`'])('catches the path %s', (text) =>
    expect(readmePathFaults(readme(text), exists)).toHaveLength(1)
  )

  test.each([
    '`src/person/person.rules.ts`',
    '`person/person.rules.ts`',
    '`_kit/src/db.ts`',
    '`x.rules.ts`',
    '`schema/events/<room>.ts`',
    '`@throughcare/kit`',
    '`a/b testing`'
  ])('lets %s be', (text) => expect(readmePathFaults(readme(text), exists)).toEqual([]))

  test('catches a command that package.json does not have', () => {
    const manifest = { path: 'package.json', text: '{"scripts":{"start":"node x"}}' }

    expect(readmeCommandFaults([manifest, ...readme('Run `npm run deploy`, or `npm run start`.')])).toHaveLength(1)
  })

  test('catches a missing page', () => expect(missingReadmeFaults(tree, [...roomNames, 'attic'])).toContain('subgraphs/attic/README.md is missing.'))

  test('catches a file of the kit without a row, a row without a file, and a row that names the wrong users', () => {
    const table = '| File | For | Used by |\n| --- | --- | --- |\n| `ids.ts` | ids | audit |\n| `gone.ts` | gone | people |\n'
    const kit = [
      { path: 'subgraphs/_kit/README.md', text: table },
      { path: 'subgraphs/_kit/src/ids.ts', text: 'export const idOf = () => 1' },
      { path: 'subgraphs/_kit/src/log.ts', text: 'export const log = () => 1' },
      { path: 'subgraphs/people/src/main.ts', text: "import { idOf } from '@throughcare/kit/ids'\nidOf()" }
    ]

    expect(kitReadmeFaults(kit, ['people', 'audit'])).toEqual([
      'subgraphs/_kit/README.md: the row of `ids.ts` must say it is used by: people',
      'subgraphs/_kit/README.md: the row of `log.ts` must say it is used by: the kit',
      'subgraphs/_kit/README.md has a row for `gone.ts`, which is not in the kit.'
    ])
  })
})
