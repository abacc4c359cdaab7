import fc from 'fast-check'
import { refusalOf } from './errors.ts'
import { readPage, toConnection, toPersonConnection, type Page } from './page.ts'

type Row = { id: string }
const rows = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ id: String(index).padStart(4, '0') }))
const keyOf = ({ id }: Row) => [id]

function refusal(read: () => unknown) {
  try {
    read()
    return null
  } catch (error) {
    return refusalOf(error)
  }
}

/** What a store would answer: the rows behind the cursor, one more than the page holds. */
function find(all: readonly Row[], { limit, after }: Page): Row[] {
  return all.filter(({ id }) => !after || id > String(after[0])).slice(0, limit + 1)
}

describe('a page', () => {
  test.each([
    [undefined, 25],
    [null, 25],
    [1, 1],
    [100, 100]
  ])('asked for with first: %p holds %i', (first, limit) => expect(readPage({ first })).toEqual({ limit, after: null }))

  test.each([0, -1, 101, 1_000_000])('refuses first: %i', (first) => expect(refusal(() => readPage({ first }))?.code).toBe('BAD_USER_INPUT'))

  test.each(['secret-9990000018', '', 'e30', Buffer.from('{"a":1}').toString('base64url'), Buffer.from('[1]').toString('base64url')])(
    'refuses the cursor %j without repeating it',
    (after) => {
      expect(refusal(() => readPage({ after }))?.code).toBe('BAD_USER_INPUT')
      expect(JSON.stringify(refusal(() => readPage({ after })))).not.toContain('9990000018')
    }
  )

  test('after page gives every row once, in order, and says rightly whether more follows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }), (count, first) => {
        const all = rows(count)
        const read: Row[] = []
        let after: string | null = null
        for (let more = true; more;) {
          const page = readPage({ first, after })
          const { edges, pageInfo } = toConnection(find(all, page), page, keyOf)
          read.push(...edges.map(({ node }) => node))
          expect(pageInfo.hasPreviousPage).toBe(after !== null)
          more = pageInfo.hasNextPage
          after = pageInfo.endCursor
        }
        expect(read).toEqual(all)
      })
    )
  })
})

describe('what one person has in a service', () => {
  const page = readPage({})
  const withheld = { service: 'RECONNECT', reason: 'CONSENT_REQUIRED' }

  test('is null, never an empty list, where something is withheld and nothing is readable', () => {
    expect(toPersonConnection([], withheld, page)).toMatchObject({ edges: null, withheld })
  })

  test('is an empty list where there is nothing', () => expect(toPersonConnection([], null, page)).toMatchObject({ edges: [], withheld: null }))

  test('is what may be read, with a word of what may not', () => {
    expect(toPersonConnection(rows(2), withheld, page)).toMatchObject({ edges: [{ node: { id: '0000' } }, { node: { id: '0001' } }], withheld })
  })

  test('pages from the row of the cursor on', () => {
    const first = toPersonConnection(rows(5), null, readPage({ first: 2 }))
    const second = toPersonConnection(rows(5), null, readPage({ first: 2, after: first.pageInfo.endCursor }))

    expect(second.edges?.map(({ node }) => node.id)).toEqual(['0002', '0003'])
  })
})
