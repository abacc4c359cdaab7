import { fileFaults, functionFaults } from '../support/house/sizes.ts'
import { readTree } from '../support/house/source.ts'

const tree = readTree()
const lines = (count: number) => Array.from({ length: count }, (_, line) => `export const line${line} = ${line}`).join('\n')
const body = (count: number) => Array.from({ length: count }, (_, line) => `  use(${line})`).join('\n')

describe('sizes', () => {
  test('no file is longer than its kind may be', () => expect(fileFaults(tree)).toEqual([]))
  test('no function is longer than fifty lines of its own, or takes more than three parameters', () => expect(functionFaults(tree)).toEqual([]))

  test.each([
    ['subgraphs/people/src/person/person.resolvers.ts', 150],
    ['subgraphs/people/src/person/record-identity.ts', 150],
    ['subgraphs/people/src/person/person.store.ts', 300],
    ['subgraphs/people/schema.graphql', 300],
    ['subgraphs/people/db/tables.ts', 300],
    ['subgraphs/people/src/person/record-identity.test.ts', 400],
    ['subgraphs/people/README.md', 60],
    ['gateway/src/serve.ts', 300]
  ])('%s may have %i lines, and not one more', (path, limit) => {
    expect(fileFaults([{ path, text: lines(limit) }])).toEqual([])
    expect(fileFaults([{ path, text: lines(limit + 1) }])).toHaveLength(1)
  })

  test('catches a function one line too long', () => {
    const long = (count: number) => [{ path: 'gateway/src/serve.ts', text: `export function work() {\n${body(count)}\n}` }]

    expect(functionFaults(long(48))).toEqual([])
    expect(functionFaults(long(49))).toEqual(['gateway/src/serve.ts:1 is a function of 51 lines; 50 is the most.'])
  })

  test('does not count the lines of functions inside, which have their own limit', () => {
    const outer = `export function open() {\n${body(30)}\n  function inner() {\n${body(30)}\n  }\n  return inner\n}`

    expect(functionFaults([{ path: 'gateway/src/serve.ts', text: outer }])).toEqual([])
  })

  test('catches a fourth parameter; the database or context worked in is not counted', () => {
    const taking = (parameters: string) => functionFaults([{ path: 'gateway/src/compose.ts', text: `export const work = (${parameters}) => null` }])

    expect(taking('one, two, three, four')).toHaveLength(1)
    expect(taking('tx, one, two, three')).toEqual([])
    expect(taking('tx, one, two, three, four')).toHaveLength(1)
  })
})
