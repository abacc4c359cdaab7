import { declarationFaults, fileNameFaults, mutationFaults, mutationsOf, verbNameFaults } from '../support/house/names.ts'
import { readTree } from '../support/house/source.ts'
import { anyFaults, commentFaults } from '../support/house/text.ts'

const tree = readTree()
const at = (path: string, text = '') => [{ path, text }]

describe('names', () => {
  test('files and folders are in kebab-case and say what is inside', () => expect(fileNameFaults(tree)).toEqual([]))
  test('a verb is in the file of its name', () => expect(verbNameFaults(tree)).toEqual([]))
  test('exports have names, types are plain nouns, and nothing is a class', () => expect(declarationFaults(tree)).toEqual([]))

  test.each([
    'gateway/src/Serve.ts',
    'gateway/src/serve_app.ts',
    'gateway/src/index.ts',
    'subgraphs/people/src/person/utils.ts',
    'subgraphs/People/src/main.ts'
  ])('catches a file called %s', (path) => expect(fileNameFaults(at(path))).toHaveLength(1))

  test('catches a verb that is not in the file of its name', () => {
    expect(verbNameFaults(at('subgraphs/people/src/link/link-records.ts', 'export function joinRecords() {}'))).toHaveLength(1)
    expect(verbNameFaults(at('subgraphs/people/src/link/link-records.ts', 'export function linkRecords() {}'))).toEqual([])
  })

  test.each([
    'export default function serve() {}',
    'export class Server {}',
    'export type IServer = object',
    'export type PersonDto = object',
    'export enum Colour { Red }'
  ])('catches %s', (text) => expect(declarationFaults(at('gateway/src/serve.ts', text))).toHaveLength(1))
})

describe('one mutation, one file, one test of what it does, one of who is refused', () => {
  test('every mutation of every room has its three files', () => expect(mutationFaults(tree)).toEqual([]))

  test('finds the mutations of the rooms, so that it cannot pass on none', () => {
    expect(mutationsOf(tree)).toEqual(expect.arrayContaining([{ room: 'people', mutation: 'unlinkRecord' }]))
  })

  test('names each file that is missing', () => {
    const room = [
      { path: 'subgraphs/people/schema.graphql', text: 'type Mutation { linkRecords: ID }' },
      { path: 'subgraphs/people/src/link/link-records.ts', text: '' },
      { path: 'subgraphs/people/src/link/link-records.test.ts', text: '' }
    ]

    expect(mutationFaults(room)).toEqual(['people: the mutation linkRecords has no link-records.access.test.ts.'])
  })
})

describe('what the compiler and the reader are owed', () => {
  test('nothing is any', () => expect(anyFaults(tree)).toEqual([]))
  test('no comment silences a tool or leaves work for later', () => expect(commentFaults(tree)).toEqual([]))

  test('catches any', () => expect(anyFaults(at('gateway/src/serve.ts', 'export const body = (value: any) => value'))).toHaveLength(1))

  test.each(['// @ts-ignore', '// @ts-expect-error', '/* oxlint-disable */', '// TODO later', '/** @param app the app */'])('catches the comment %s', (text) =>
    expect(commentFaults(at('gateway/src/serve.ts', text))).toHaveLength(1)
  )
})
