import { clockFeed } from './clock-feed.ts'

const at = (instant: string) => clockFeed({ now: () => new Date(instant) })
const place = (instant: string) => ({ xid: '0', id: String(Date.parse(instant)) })
const told = async (now: string, from: string) => {
  const { events, cursor, isLast } = await at(now).feed('people', place(from))
  return { passed: events.map(({ payload }) => payload), readTo: new Date(Number(cursor.id)).toISOString(), isLast }
}

describe('the clock as a feed', () => {
  test('tells of nothing in less than a minute, and of each span once', async () => {
    expect(await told('2026-06-01T09:00:59.999Z', '2026-06-01T09:00:00.000Z')).toEqual({ passed: [], readTo: '2026-06-01T09:00:00.000Z', isLast: true })
    expect(await told('2026-06-01T09:01:00.000Z', '2026-06-01T09:00:00.000Z')).toEqual({
      passed: [{ since: '2026-06-01T09:00:00.000Z', until: '2026-06-01T09:01:00.000Z' }],
      readTo: '2026-06-01T09:01:00.000Z',
      isLast: true
    })
  })

  test('goes a week at a time where it stood still for long', async () => {
    expect(await told('2026-06-09T00:00:00.000Z', '2026-06-01T09:00:00.000Z')).toEqual({
      passed: [{ since: '2026-06-01T09:00:00.000Z', until: '2026-06-08T09:00:00.000Z' }],
      readTo: '2026-06-08T09:00:00.000Z',
      isLast: false
    })
  })

  test('begins more than a year ago where it is followed for the first time', async () => {
    const { events } = await at('2026-06-01T09:00:00.000Z').feed('people', { xid: '0', id: '0' })

    expect(events.map(({ payload }) => payload)).toEqual([{ since: '2025-05-26T09:00:00.000Z', until: '2025-06-02T09:00:00.000Z' }])
  })
})
