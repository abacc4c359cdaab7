import { randomUUID } from 'node:crypto'
import type { FeedEvent } from '@throughcare/kit/feed'
import { feedEvent } from '@throughcare/test/support/fed-room'
import { accessEvent, journeyEvent, openJourneys, type JourneysRoom } from '@throughcare/test/support/journeys'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'

let journeys: JourneysRoom
beforeAll(async () => void (journeys = await openJourneys()))
afterAll(() => journeys.close())

const fields = 'careGaps { withheld { service reason } gaps { kind since clockStartedAt reason service event { kind } } }'

/** Somebody whom RECONNECT supports and who is in custody again; `consent` opens the custody record to RECONNECT. */
async function tellOfSomebody(consent: boolean): Promise<[string, string]> {
  const { person, events } = somebody(consent)
  await journeys.tellAll(events)
  return person
}

function somebody(consent: boolean): { person: [string, string]; events: FeedEvent[] } {
  const [inPrison, inCustody] = [randomUUID(), randomUUID()]
  const events = [
    accessEvent(inPrison, { service: 'RECONNECT' }),
    accessEvent(inCustody, { service: 'LIAISON_DIVERSION', consent }),
    journeyEvent('reconnect.referral-received', { recordId: inPrison, at: '2026-05-01T09:00:00.000Z' }),
    journeyEvent('liaison-diversion.referral-received', { recordId: inCustody, at: '2026-06-01T09:00:00.000Z' })
  ]
  return { person: [inPrison, inCustody], events }
}

describe('the gaps of a person', () => {
  test('open and close as the clock moves and as events come in', async () => {
    const [, record] = await tellOfSomebody(false)
    const gapsAt = async (instant: string) => {
      journeys.at(instant)
      const { persons, errors } = await journeys.askOf(practitioner, [[record]], fields)
      expect(errors).toEqual([])
      return (persons[0] as { careGaps: { gaps: object[] } }).careGaps.gaps
    }

    expect(await gapsAt('2026-06-02T08:59:59Z')).toEqual([])
    expect(await gapsAt('2026-06-02T09:00:00Z')).toEqual([
      {
        kind: 'UNSEEN_REFERRAL',
        clockStartedAt: '2026-06-01T09:00:00.000Z',
        since: '2026-06-02T09:00:00.000Z',
        reason: expect.stringContaining('24 hours'),
        service: 'LIAISON_DIVERSION',
        event: { kind: 'LIAISON_DIVERSION_REFERRAL' }
      }
    ])
    const [row] = await journeys.rows<{ detail_id: string }>('select detail_id from journeys.event where record_id = $1', record)
    await journeys.tell('liaison-diversion.screening-recorded', { recordId: record, detailId: row?.detail_id, version: 2, at: '2026-06-02T10:00:00.000Z' })
    expect(await gapsAt('2026-06-02T11:00:00Z')).toEqual([])
  })

  test('are worked out of what the caller may read: with consent RECONNECT is alerted, without it is told that something is withheld', async () => {
    journeys.at('2026-06-01T10:00:00Z')
    const [open, shut] = [await tellOfSomebody(true), await tellOfSomebody(false)]
    const { persons, released } = await journeys.askOf(navigator, [open, shut, [shut[1]]], fields)
    const withheld = [{ service: 'LIAISON_DIVERSION', reason: 'CONSENT_REQUIRED' }]

    expect(persons).toMatchObject([
      { careGaps: { withheld: [], gaps: [{ kind: 'RE_PRESENTATION', service: 'RECONNECT' }] } },
      { careGaps: { withheld, gaps: [] } },
      { careGaps: { withheld, gaps: null } }
    ])
    expect(new Set(released)).toEqual(new Set(open))
  })

  test('count a release from its corrected day', async () => {
    const record = randomUUID()
    await journeys.open(record, { service: 'RECONNECT' })
    const detailId = await journeys.tell('reconnect.referral-received', { recordId: record, at: '2026-05-01T09:00:00.000Z' })
    await journeys.tell('reconnect.released', { recordId: record, detailId, version: 2, at: '2026-06-01T12:00:00.000Z' })
    await journeys.tell('reconnect.released', { recordId: record, detailId, version: 3, at: '2026-06-03T12:00:00.000Z' })

    journeys.at('2026-06-10T22:59:59Z')
    expect((await journeys.askOf(navigator, [[record]], fields)).persons).toMatchObject([{ careGaps: { gaps: [] } }])
    journeys.at('2026-06-10T23:00:00Z')
    expect((await journeys.askOf(navigator, [[record]], fields)).persons).toMatchObject([{ careGaps: { gaps: [{ since: '2026-06-10T23:00:00.000Z' }] } }])
  })

  test('show medicine that is used up until the day on which it goes on, by what was told last', async () => {
    const record = randomUUID()
    await journeys.open(record, { service: 'RECONNECT' })
    const detailId = await journeys.tell('reconnect.referral-received', { recordId: record, at: '2026-05-01T09:00:00.000Z' })
    const supply = (version: number, continuesOn: string | null) => {
      const payload = { episodeId: detailId, facilityId: 'PNI', runsOutOn: '2026-06-08', continuesOn }
      return journeys.tell('reconnect.medicine-continuity-recorded', { recordId: record, detailId, version, at: '2026-06-01T12:00:00.000Z', payload })
    }
    const kindsAt = async (instant: string) => {
      journeys.at(instant)
      const { persons } = await journeys.askOf(navigator, [[record]], fields)
      return (persons[0] as { careGaps: { gaps: { kind: string }[] } }).careGaps.gaps.map(({ kind }) => kind)
    }
    await supply(2, null)
    expect([await kindsAt('2026-06-07T22:59:59Z'), await kindsAt('2026-06-20T12:00:00Z')]).toEqual([[], ['MEDICINE_UNCOVERED']])
    await supply(3, '2026-06-12')

    expect([await kindsAt('2026-06-11T22:59:59Z'), await kindsAt('2026-06-11T23:00:00Z')]).toEqual([['MEDICINE_UNCOVERED'], []])
  })

  test('stop with the day of death, whichever record it was told to, and run again where that was an error', async () => {
    const [, record] = await tellOfSomebody(false)
    const die = (diedOn: string | null, subjectVersion: number) =>
      journeys.publish(
        'people',
        feedEvent({
          type: 'people.death-recorded',
          ...{ recordId: record, subjectId: record, subjectVersion },
          payload: { recordId: record, organisation: 'RW5', service: 'LIAISON_DIVERSION', diedOn, source: diedOn && 'CORONER' }
        })
      )
    const gaps = async () => ((await journeys.askOf(practitioner, [[record]], fields)).persons[0] as { careGaps: { gaps: object[] } }).careGaps.gaps.length
    journeys.at('2026-06-05T09:00:00Z')
    const alive = await gaps()
    await die('2026-06-02', 1)
    const dead = await gaps()
    await die('2026-06-03', 2)
    const deadLater = await gaps()
    await die(null, 3)

    expect([alive, dead, deadLater, await gaps()]).toEqual([1, 0, 1, 1])
  })

  test('of twenty persons cost one statement, as do those of one', async () => {
    const everybody = Array.from({ length: 20 }, () => somebody(true))
    await journeys.tellAll(everybody.flatMap(({ events }) => events))
    const persons = everybody.map(({ person }) => person)
    journeys.statements()
    await journeys.askOf(navigator, persons.slice(0, 1), fields)
    expect(journeys.statements()).toHaveLength(1)
    await journeys.askOf(navigator, persons, fields)
    expect(journeys.statements()).toHaveLength(1)
  })

  test('are nobody’s to ask for without the scope', async () => {
    expect((await journeys.askOf(persona('service-provider'), [[randomUUID()]], fields)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
