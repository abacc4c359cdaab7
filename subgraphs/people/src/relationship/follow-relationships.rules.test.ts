import { followNews, type Holder, type RelationshipNews } from './follow-relationships.rules.ts'
import type { RelationshipRow } from './relationship.store.ts'

const now = new Date('2026-06-01T12:00:00Z')
const holder: Holder = { recordId: 'record', organisation: 'RW5', service: 'RECONNECT' }
const holders = new Map([['record', holder]])
const nothing: RelationshipNews = { recordId: 'record', ends: null, begins: null, at: now, by: 'a manager' }
const begins = (id: string, subject = id): RelationshipNews => ({ ...nothing, begins: { id, subject, kind: 'ALLOCATED', episodeId: 'episode' } })
const ends = (which: NonNullable<RelationshipNews['ends']>): RelationshipNews => ({ ...nothing, ends: which })
const follow = (news: RelationshipNews[], standing: readonly RelationshipRow[] = []) => followNews(news, { standing, holders })
const standingOf = (id: string) => follow([begins(id)]).begun

describe('news of whom a service allocates', () => {
  test('begins a relationship of the team that holds the record, to whoever is named', () => {
    const { begun, touched } = follow([begins('one', 'kim')])

    expect(begun).toMatchObject([{ id: 'one', subject: 'kim', organisation: 'RW5', service: 'RECONNECT', overseers: ['organisation:RW5'], endedAt: null }])
    expect([...touched]).toEqual(['record'])
  })
  test('that is told twice is told once', () => {
    expect(follow([begins('one'), begins('one')]).begun).toHaveLength(1)
    expect(follow([begins('one')], standingOf('one'))).toMatchObject({ begun: [], ended: [], touched: new Set() })
  })
  test('of no known record begins nothing', () => expect(follow([{ ...begins('one'), recordId: 'another' }]).begun).toEqual([]))
  test('ends one by its id, and no other', () => {
    const { ended, touched } = follow([ends({ id: 'one' })], [...standingOf('one'), ...standingOf('two')])

    expect(ended).toMatchObject([{ id: 'one', endedAt: now, endedBy: 'a manager', version: 2 }])
    expect([...touched]).toEqual(['record'])
  })
  test('ends all of an episode', () =>
    expect(follow([ends({ episodeId: 'episode' })], [...standingOf('one'), ...standingOf('two')]).ended.map(({ id }) => id)).toEqual(['one', 'two']))
  test('ends nothing of another episode, and nothing that has ended', () => {
    expect(follow([ends({ episodeId: 'another' })], standingOf('one')).ended).toEqual([])
    expect(follow([ends({ id: 'one' })], follow([ends({ id: 'one' })], standingOf('one')).ended).ended).toEqual([])
  })
  test('of what began and ended meanwhile is written down, and opens nothing', () => {
    const { begun, ended, touched } = follow([begins('one'), ends({ id: 'one' })])

    expect([begun.length, begun[0]?.endedAt, ended, touched.size]).toEqual([1, now, [], 0])
  })
  test('is followed in its order: what ends all of an episode does not end what comes after', () => {
    const { begun, ended } = follow([ends({ episodeId: 'episode' }), begins('two')], standingOf('one'))

    expect([begun.map(({ endedAt }) => endedAt), ended.map(({ id }) => id)]).toEqual([[null], ['one']])
  })
})
