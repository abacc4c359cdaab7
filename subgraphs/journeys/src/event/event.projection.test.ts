import { randomUUID } from 'node:crypto'
import { journeyEvent, openJourneys, type JourneysRoom } from '@throughcare/test/support/journeys'

let journeys: JourneysRoom
beforeAll(async () => void (journeys = await openJourneys()))
afterAll(() => journeys.close())

const spanOf = async (detailId: string) => (await journeys.rows('select * from journeys.span where detail_id = $1', detailId))[0]
const eventsOf = (detailId: string) => journeys.rows('select * from journeys.event where detail_id = $1 order by occurred_at, id', detailId)

describe('what the services publish', () => {
  test('becomes an event and a span that goes on until the closing', async () => {
    const recordId = randomUUID()
    const detailId = await journeys.tell('liaison-diversion.referral-received', { recordId, at: '2026-06-01T09:00:00.000Z' })

    expect(await eventsOf(detailId)).toMatchObject([
      {
        record_id: recordId,
        service: 'LIAISON_DIVERSION',
        organisation: 'RW5',
        kind: 'LIAISON_DIVERSION_REFERRAL',
        facility_id: 'LAN3',
        detail_type: 'LiaisonDiversionEpisode',
        occurred_at: new Date('2026-06-01T09:00:00Z')
      }
    ])
    expect(await spanOf(detailId)).toMatchObject({ kind: 'LIAISON_DIVERSION_EPISODE', started_at: new Date('2026-06-01T09:00:00Z'), ended_at: null })

    await journeys.tell('liaison-diversion.episode-closed', { recordId, detailId, version: 2, at: '2026-06-01T15:00:00.000Z' })

    expect(await spanOf(detailId)).toMatchObject({ version: 2, ended_at: new Date('2026-06-01T15:00:00Z'), end_reason: 'LIAISON_DIVERSION_CLOSED' })
  })

  test('belongs to the team that sent the referral, even where a provider writes it', async () => {
    const recordId = randomUUID()
    const detailId = await journeys.tell('referrals.referral-sent', { recordId })
    await journeys.tell('referrals.referral-accepted', { recordId, detailId, organisation: 'DEMO-PROVIDER', at: '2026-06-02T09:00:00.000Z' })

    expect((await eventsOf(detailId)).map((event) => event)).toMatchObject([
      { organisation: 'RW5', service: 'RECONNECT' },
      { organisation: 'RW5', service: 'RECONNECT' }
    ])
  })

  test('makes the same span where the ending is read before the beginning', async () => {
    const recordId = randomUUID()
    const detailId = await journeys.tell('reconnect.episode-closed', { recordId, version: 2, at: '2026-06-05T09:00:00.000Z' })
    expect(await spanOf(detailId)).toBeUndefined()
    await journeys.tell('reconnect.referral-received', { recordId, detailId, at: '2026-06-01T09:00:00.000Z' })

    expect(await spanOf(detailId)).toMatchObject({
      version: 2,
      started_at: new Date('2026-06-01T09:00:00Z'),
      ended_at: new Date('2026-06-05T09:00:00Z'),
      end_reason: 'RECONNECT_CLOSED'
    })
  })

  test('goes on after a reopening, and begins where it was corrected to begin', async () => {
    const recordId = randomUUID()
    const detailId = await journeys.tell('liaison-diversion.referral-received', { recordId, at: '2026-06-01T09:00:00.000Z' })
    await journeys.tell('liaison-diversion.episode-closed', { recordId, detailId, version: 2, at: '2026-06-01T15:00:00.000Z' })
    await journeys.tell('liaison-diversion.episode-reopened', { recordId, detailId, version: 3, at: '2026-06-02T15:00:00.000Z' })
    await journeys.tell('liaison-diversion.referral-received', { recordId, detailId, version: 4, at: '2026-06-01T08:00:00.000Z' })

    expect(await spanOf(detailId)).toMatchObject({ started_at: new Date('2026-06-01T08:00:00Z'), ended_at: null, end_reason: null })
  })

  test('makes no event where it is no step of a journey, and stops nothing', async () => {
    const detailId = await journeys.tell('liaison-diversion.something-new', { recordId: randomUUID() })

    expect(await eventsOf(detailId)).toEqual([])
  })

  test('changes nothing when the same event comes again', async () => {
    const event = journeyEvent('reconnect.referral-received', { recordId: randomUUID() })
    await journeys.publish('reconnect', event)
    const [before, span] = [await eventsOf(event.subjectId), await spanOf(event.subjectId)]
    await journeys.publish('reconnect', event, event)

    expect([await eventsOf(event.subjectId), await spanOf(event.subjectId)]).toEqual([before, span])
    expect(before).toHaveLength(1)
  })

  test('is projected from zero to the same bytes', async () => {
    const everything = () =>
      journeys.rows(`select md5(string_agg(line, E'\\n' order by line)) as sum, count(*)::int as lines from (
        select event::text as line from journeys.event union all select span::text from journeys.span
        union all select record_access::text from journeys.record_access) as lines`)
    await journeys.open(randomUUID(), { service: 'RECONNECT', consent: true })
    const [before] = await everything()

    await journeys.rows('truncate journeys.event, journeys.span, journeys.record_access, journeys.feed_cursor')
    expect(await everything()).toMatchObject([{ lines: 0 }])
    await journeys.catchUp()

    expect(await everything()).toEqual([before])
    expect(before).not.toMatchObject({ lines: 0 })
  })

  test('is written by the projection only: a team may not add, change or remove an event or a span, not even its own', async () => {
    const recordId = randomUUID()
    await journeys.tell('liaison-diversion.referral-received', { recordId })
    const asTeam = (statement: string) =>
      journeys.rows(`set role journeys_app; select set_config('app.organisation', 'RW5', false), set_config('app.service', 'LIAISON_DIVERSION', false),
        set_config('app.subject', 'demo-ld-practitioner', false), set_config('app.role', 'ld-practitioner', false); ${statement}`)
    const standing = () => journeys.rows(`select md5(string_agg(event::text, '' order by id)) as sum from journeys.event`)
    const before = await standing()

    const copies = `select (jsonb_populate_record(event, jsonb_build_object('id', gen_random_uuid()))).* from journeys.event`
    await expect(asTeam(`insert into journeys.event ${copies}`)).rejects.toThrow('row-level security')
    await expect(asTeam(`update journeys.event set kind = 'RELEASED'`)).rejects.toThrow('permission denied')
    await expect(asTeam(`delete from journeys.event`)).rejects.toThrow('permission denied')
    await asTeam(`update journeys.span set ended_at = now()`)
    await journeys.rows('reset role')

    expect(await standing()).toEqual(before)
    expect(await journeys.rows(`select 1 from journeys.span where record_id = $1 and ended_at is not null`, recordId)).toEqual([])
  })
})
