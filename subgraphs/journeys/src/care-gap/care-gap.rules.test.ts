import { randomUUID } from 'node:crypto'
import type { EventRow } from '../event/event.store.ts'
import { spanOf } from '../span/span.rules.ts'
import { findGaps, stopAtDeath, type Step } from './care-gap.rules.ts'

const detailTypes = { L: 'LiaisonDiversionEpisode', R: 'ReconnectEpisode', O: 'OnwardReferral' } as const
const services = { L: 'LIAISON_DIVERSION', R: 'RECONNECT', O: 'RECONNECT' } as const

/** A happening: of which episode or referral (L for Liaison & Diversion, R for RECONNECT, O for an onward referral), what, and when. */
type Happening = [detail: string, kind: EventRow['kind'], at: string, supply?: Pick<EventRow, 'runsOutOn' | 'continuesOn'>]

const noSupply = { runsOutOn: null, continuesOn: null }

function happen([detail, kind, at, supply = noSupply]: Happening): EventRow {
  const letter = detail[0] as keyof typeof services
  const occurredAt = new Date(at)
  return {
    ...{ id: randomUUID(), recordId: `record-${letter}`, organisation: 'RW5', version: 1, retentionClass: 'adult-mental-health' },
    ...{ recordedAt: occurredAt, recordedBy: 'test', occurredAt, facilityId: null, kind, partId: null, isWithdrawn: false, ...supply },
    ...{ service: services[letter], detailType: detailTypes[letter], detailId: detail }
  }
}

function journeyOf(...happenings: Happening[]): Step[] {
  const events = happenings.map(happen).sort((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime())
  return events.map((event) => ({ event, span: spanOf(events.filter(({ detailId }) => detailId === event.detailId)) }))
}

const gapsAt = (now: string, ...happenings: Happening[]) => findGaps(journeyOf(...happenings), new Date(now)).map(({ kind }) => kind)

describe('a death', () => {
  const diedOn = '2026-06-08'
  const lastInstant = new Date('2026-06-07T22:59:59.999Z')

  test('stops clocks with the end of the day before it, in London', () => {
    expect(stopAtDeath(new Date('2026-06-20T12:00:00Z'), diedOn)).toEqual(lastInstant)
    expect(stopAtDeath(new Date('2026-06-07T22:59:59.998Z'), diedOn)).toEqual(new Date('2026-06-07T22:59:59.998Z'))
  })

  test('that did not happen stops nothing', () => expect(stopAtDeath(lastInstant, null)).toEqual(lastInstant))
})

describe('released, and no onward referral accepted within 7 days', () => {
  const kind = 'RELEASED_WITHOUT_ACCEPTED_REFERRAL'
  const inside: Happening = ['R1', 'RECONNECT_REFERRAL', '2026-05-01T09:00:00Z']
  const released: Happening = ['R1', 'RELEASED', '2026-06-01T12:00:00Z']
  const sent: Happening = ['O1', 'REFERRAL_SENT', '2026-05-20T09:00:00Z']
  const late = '2026-06-20T12:00:00Z'

  test('the seventh day counts whole: the gap opens at midnight in London after it', () => {
    expect(gapsAt('2026-06-08T22:59:59.999Z', inside, released)).toEqual([])
    expect(gapsAt('2026-06-08T23:00:00Z', inside, released)).toEqual([kind])
  })

  test('it says when the clock started and since when it is a gap, whose it is, and names the release', () => {
    const [gap] = findGaps(journeyOf(inside, released), new Date(late))

    expect(gap).toMatchObject({
      clockStartedAt: new Date('2026-06-01T12:00:00Z'),
      since: new Date('2026-06-08T23:00:00Z'),
      service: 'RECONNECT',
      event: { kind: 'RELEASED' },
      releasedRecordIds: ['record-R']
    })
  })

  test.each<[string, boolean, Happening[]]>([
    ['a referral that was only sent', true, [sent]],
    ['a referral that was declined', true, [sent, ['O1', 'REFERRAL_DECLINED', '2026-06-02T09:00:00Z']]],
    ['a referral accepted in the week', false, [sent, ['O1', 'REFERRAL_ACCEPTED', '2026-06-08T22:00:00Z']]],
    ['a referral accepted late: from then on', false, [sent, ['O1', 'REFERRAL_ACCEPTED', '2026-06-15T09:00:00Z']]],
    ['a referral accepted before the release that still runs', false, [sent, ['O1', 'REFERRAL_ACCEPTED', '2026-05-25T09:00:00Z']]],
    [
      'a referral accepted before the release that ended at the release',
      false,
      [sent, ['O1', 'REFERRAL_ACCEPTED', '2026-05-25T09:00:00Z'], ['O1', 'REFERRAL_ENDED', '2026-06-01T12:00:00Z']]
    ],
    [
      'a referral accepted and ended before the release',
      true,
      [sent, ['O1', 'REFERRAL_ACCEPTED', '2026-05-25T09:00:00Z'], ['O1', 'REFERRAL_ENDED', '2026-06-01T11:59:59.999Z']]
    ],
    ['an episode that RECONNECT closed', false, [['R1', 'RECONNECT_CLOSED', '2026-06-10T09:00:00Z']]]
  ])('with %s, gap: %s', (_, isGap, more) => {
    const kinds = gapsAt(late, inside, released, ...more)

    expect(kinds.includes(kind)).toBe(isGap)
  })

  test('nobody who is still inside has this gap', () => {
    expect(gapsAt(late, inside, ['R1', 'RELEASE_DATE_SET', '2026-05-02T09:00:00Z'])).toEqual([])
  })
})

describe('a referral sent, and nothing heard for 3 working days', () => {
  const sentOn = (at: string): Happening => ['O1', 'REFERRAL_SENT', at]

  test.each([
    ['sent on a Monday: silent from the Friday', '2026-06-01T15:00:00Z', '2026-06-04T23:00:00Z'],
    ['sent on a Thursday: silent from the Wednesday', '2026-06-04T15:00:00Z', '2026-06-09T23:00:00Z'],
    ['sent on a Saturday: silent from the Thursday', '2026-06-06T15:00:00Z', '2026-06-10T23:00:00Z'],
    ['sent before Easter: silent from the Friday after it', '2026-04-02T15:00:00Z', '2026-04-09T23:00:00Z'],
    ['sent in winter: from midnight, which is also that of UTC', '2026-12-01T15:00:00Z', '2026-12-05T00:00:00Z']
  ])('%s', (_, at, since) => {
    const before = new Date(new Date(since).getTime() - 1).toISOString()

    expect(gapsAt(before, sentOn(at))).toEqual([])
    expect(gapsAt(since, sentOn(at))).toEqual(['REFERRAL_SILENT'])
  })

  test.each(['REFERRAL_RECEIVED', 'REFERRAL_ACCEPTED', 'REFERRAL_DECLINED', 'APPOINTMENT_OFFERED', 'REFERRAL_WITHDRAWN'] as const)(
    '%s breaks the silence',
    (kind) => {
      expect(gapsAt('2026-06-20T09:00:00Z', sentOn('2026-06-01T15:00:00Z'), ['O1', kind, '2026-06-10T09:00:00Z'])).toEqual([])
    }
  )

  test('an answer to another referral does not', () => {
    const other: Happening[] = [
      ['O2', 'REFERRAL_SENT', '2026-06-01T15:00:00Z'],
      ['O2', 'REFERRAL_ACCEPTED', '2026-06-02T15:00:00Z']
    ]

    expect(gapsAt('2026-06-20T09:00:00Z', sentOn('2026-06-01T15:00:00Z'), ...other)).toEqual(['REFERRAL_SILENT'])
  })
})

describe('referred to Liaison & Diversion and not seen for 24 hours', () => {
  const referred: Happening = ['L1', 'LIAISON_DIVERSION_REFERRAL', '2026-06-01T09:00:00Z']

  test('the gap opens when 24 hours are full', () => {
    expect(gapsAt('2026-06-02T08:59:59.999Z', referred)).toEqual([])
    expect(gapsAt('2026-06-02T09:00:00Z', referred)).toEqual(['UNSEEN_REFERRAL'])
  })

  test.each(['LIAISON_DIVERSION_SCREENING', 'LIAISON_DIVERSION_NOT_SEEN', 'LIAISON_DIVERSION_CLOSED'] as const)('%s ends it, however late', (kind) => {
    expect(gapsAt('2026-06-09T09:00:00Z', referred, ['L1', kind, '2026-06-05T09:00:00Z'])).toEqual([])
  })

  test('that the case was decided does not', () => {
    expect(gapsAt('2026-06-09T09:00:00Z', referred, ['L1', 'LIAISON_DIVERSION_OUTCOME', '2026-06-05T09:00:00Z'])).toEqual(['UNSEEN_REFERRAL'])
  })
})

describe('back in custody while RECONNECT supports the person', () => {
  const supported: Happening = ['R1', 'RECONNECT_REFERRAL', '2026-06-01T09:00:00Z']
  const referredAt = (at: string): Happening[] => [
    ['L1', 'LIAISON_DIVERSION_REFERRAL', at],
    ['L1', 'LIAISON_DIVERSION_SCREENING', at]
  ]

  test('alerts RECONNECT from the moment of the referral, if its episode had begun', () => {
    expect(gapsAt('2026-06-01T09:00:00Z', supported, ...referredAt('2026-06-01T09:00:00Z'))).toEqual(['RE_PRESENTATION'])
    expect(gapsAt('2026-06-01T09:00:00Z', supported, ...referredAt('2026-06-01T08:59:59.999Z'))).toEqual([])
  })

  test('stands until RECONNECT closes its episode', () => {
    const closed: Happening = ['R1', 'RECONNECT_CLOSED', '2026-06-20T09:00:00Z']

    expect(gapsAt('2026-06-19T09:00:00Z', supported, ...referredAt('2026-06-10T09:00:00Z'))).toEqual(['RE_PRESENTATION'])
    expect(gapsAt('2026-06-21T09:00:00Z', supported, closed, ...referredAt('2026-06-10T09:00:00Z'))).toEqual([])
  })

  test('is for RECONNECT, and was worked out of records of both services', () => {
    expect(findGaps(journeyOf(supported, ...referredAt('2026-06-10T09:00:00Z')), new Date('2026-06-11T09:00:00Z'))).toMatchObject([
      { service: 'RECONNECT', event: { kind: 'LIAISON_DIVERSION_REFERRAL' }, releasedRecordIds: ['record-L', 'record-R'] }
    ])
  })
})

describe.each([
  ['MEDICINE_UNCOVERED', 'MEDICINE_SUPPLIED'],
  ['TREATMENT_UNCOVERED', 'TREATMENT_SUPPLIED']
] as const)('used up before it goes on: %s', (kind, supplied) => {
  const inside: Happening = ['R1', 'RECONNECT_REFERRAL', '2026-05-01T09:00:00Z']
  const supply = (runsOutOn: string, continuesOn: string | null): Happening => ['R1', supplied, '2026-06-01T12:00:00Z', { runsOutOn, continuesOn }]
  const late = '2026-06-20T12:00:00Z'

  test('from midnight in London of the first day it does not cover to that of the day on which it goes on', () => {
    const given = [inside, supply('2026-06-08', '2026-06-11')]

    expect(gapsAt('2026-06-07T22:59:59.999Z', ...given)).toEqual([])
    expect(gapsAt('2026-06-07T23:00:00Z', ...given)).toEqual([kind])
    expect(gapsAt('2026-06-10T22:59:59.999Z', ...given)).toEqual([kind])
    expect(gapsAt('2026-06-10T23:00:00Z', ...given)).toEqual([])
  })

  test('over the change of the clocks midnight is that of London', () => {
    const given = [inside, supply('2026-10-26', '2026-10-27')]

    expect(gapsAt('2026-10-25T23:59:59.999Z', ...given)).toEqual([])
    expect(gapsAt('2026-10-26T00:00:00Z', ...given)).toEqual([kind])
    expect(gapsAt('2026-10-27T00:00:00Z', ...given)).toEqual([])
  })

  test.each<[string, boolean, Happening[]]>([
    ['that is not known to go on: from then on', true, [inside, supply('2026-06-08', null)]],
    ['that goes on the day it is used up', false, [inside, supply('2026-06-08', '2026-06-08')]],
    ['that goes on before it is used up', false, [inside, supply('2026-06-08', '2026-06-03')]],
    ['of somebody back in custody', false, [inside, supply('2026-06-08', null), ['R1', 'RETURNED_TO_CUSTODY', '2026-06-09T12:00:00Z']]],
    ['in an episode that is closed', false, [inside, supply('2026-06-08', null), ['R1', 'RECONNECT_CLOSED', '2026-06-09T12:00:00Z']]],
    [
      'of somebody whose treatment has started',
      kind === 'MEDICINE_UNCOVERED',
      [inside, supply('2026-06-08', null), ['R1', 'TREATMENT_STARTED', '2026-06-09T12:00:00Z']]
    ]
  ])('a supply %s', (_, isGap, given) => {
    expect(gapsAt(late, ...given).includes(kind)).toBe(isGap)
  })
})
