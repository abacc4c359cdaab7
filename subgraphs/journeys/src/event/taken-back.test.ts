import { randomUUID } from 'node:crypto'
import { openJourneys, type JourneysRoom } from '@throughcare/test/support/journeys'
import { navigator, practitioner } from '@throughcare/test/support/personas'

let journeys: JourneysRoom
beforeAll(async () => void (journeys = await openJourneys()))
afterAll(() => journeys.close())

const facility = { facilityId: 'LAN3' }

const ofLiaisonDiversion = { service: 'LIAISON_DIVERSION', room: 'liaison-diversion', reader: practitioner } as const
const ofReconnect = { service: 'RECONNECT', room: 'reconnect', reader: navigator } as const

/** An episode whose events are told one after the other, each the next version, with what they tell besides. */
async function begin({ service, room, reader }: typeof ofLiaisonDiversion | typeof ofReconnect = ofLiaisonDiversion) {
  const recordId = randomUUID()
  await journeys.open(recordId, { service })
  const detailId = randomUUID()
  let version = 0
  const tell = async (step: string, at: string, facts: object = {}) => {
    version += 1
    await tellAlso(step, at, facts)
  }
  /** Tells something else of the same version. */
  const tellAlso = async (step: string, at: string, facts: object = {}) => {
    await journeys.tell(`${room}.${step}`, { recordId, detailId, at, version, payload: { episodeId: detailId, ...facility, ...facts } })
  }
  const read = async (fields: string) => (await journeys.askOf(reader, [[recordId]], fields)).persons[0]
  const steps = async () => {
    const { edges } = (await read('journey { edges { node { kind occurredAt } } }'))?.journey as Journey
    return edges.map(({ node }) => `${node.kind} ${node.occurredAt.slice(11, 16)}`)
  }
  await tell('referral-received', '2026-06-01T09:00:00.000Z')
  return { tell, tellAlso, steps, read, span: async () => (await journeys.rows('select ended_at from journeys.span where detail_id = $1', detailId))[0] }
}

type Placed = { edges: { node: { occurredAt: string; facility: { id: string } } }[] }
type Journey = { edges: { node: { kind: string; occurredAt: string } }[] }

const [contactId, otherId] = [randomUUID(), randomUUID()]

describe('what a service corrects', () => {
  test('stands as it was told last, by which of several it is', async () => {
    const { tell, steps } = await begin()
    await tell('contact-recorded', '2026-06-01T10:00:00.000Z', { contactId, attendance: 'ON_TIME' })
    await tell('contact-recorded', '2026-06-01T11:00:00.000Z', { contactId: otherId, attendance: 'ON_TIME' })
    await tell('contact-recorded', '2026-06-01T12:00:00.000Z', { contactId, attendance: 'LATE_SEEN' })

    expect(await steps()).toEqual(['LIAISON_DIVERSION_REFERRAL 09:00', 'LIAISON_DIVERSION_CONTACT 11:00', 'LIAISON_DIVERSION_CONTACT 12:00'])
  })

  test('is taken back where it was recorded in error, alone, and counts again once it is told again', async () => {
    const { tell, steps } = await begin()
    await tell('contact-recorded', '2026-06-01T10:00:00.000Z', { contactId, attendance: 'ON_TIME' })
    await tell('contact-recorded', '2026-06-01T11:00:00.000Z', { contactId: otherId, attendance: 'ON_TIME' })
    await tell('diversion-recorded', '2026-06-01T12:00:00.000Z', { diversionId: contactId })
    await tell('step-withdrawn', '2026-06-02T12:00:00.000Z', { step: 'contact-recorded', partId: contactId })

    expect(await steps()).toEqual(['LIAISON_DIVERSION_REFERRAL 09:00', 'LIAISON_DIVERSION_CONTACT 11:00', 'LIAISON_DIVERSION_OUTCOME 12:00'])
    await tell('step-withdrawn', '2026-06-02T12:00:00.000Z', { step: 'diversion-recorded', partId: contactId })
    expect(await steps()).toEqual(['LIAISON_DIVERSION_REFERRAL 09:00', 'LIAISON_DIVERSION_CONTACT 11:00'])
    await tell('diversion-recorded', '2026-06-01T13:00:00.000Z', { diversionId: contactId })
    expect(await steps()).toContain('LIAISON_DIVERSION_OUTCOME 13:00')
  })

  test('opens the gap again that it had closed: who was not screened after all waits to be seen', async () => {
    const { tell, read } = await begin()
    await tell('screening-recorded', '2026-06-01T10:00:00.000Z')
    expect(await read('careGaps { gaps { kind } }')).toMatchObject({ careGaps: { gaps: [] } })
    await tell('step-withdrawn', '2026-06-02T12:00:00.000Z', { step: 'screening-recorded', partId: null })

    expect(await read('careGaps { gaps { kind } }')).toMatchObject({ careGaps: { gaps: [{ kind: 'UNSEEN_REFERRAL' }] } })
  })

  test('was where the episode is known to have been since: a corrected facility holds for what was told before', async () => {
    const { tell, read } = await begin()
    await tell('contact-recorded', '2026-06-01T10:00:00.000Z', { contactId, attendance: 'ON_TIME' })
    await tell('referral-received', '2026-06-01T09:00:00.000Z', { facilityId: 'PRE3' })

    const { edges } = (await read('journey { edges { node { kind facility { id } } } }'))?.journey as { edges: { node: object }[] }
    expect(edges.map(({ node }) => node)).toEqual([
      { kind: 'LIAISON_DIVERSION_REFERRAL', facility: { id: 'PRE3' } },
      { kind: 'LIAISON_DIVERSION_CONTACT', facility: { id: 'PRE3' } }
    ])
  })

  test('a closing stands at its corrected time, in the journey and in the span; one before a reopening stays', async () => {
    const { tell, steps, span } = await begin()
    await tell('episode-closed', '2026-06-01T15:00:00.000Z')
    await tell('episode-closed', '2026-06-01T13:00:00.000Z')
    expect(await steps()).toEqual(['LIAISON_DIVERSION_REFERRAL 09:00', 'LIAISON_DIVERSION_CLOSED 13:00'])
    expect(await span()).toEqual({ ended_at: new Date('2026-06-01T13:00:00Z') })

    await tell('episode-reopened', '2026-06-01T16:00:00.000Z')
    expect(await span()).toEqual({ ended_at: null })
    await tell('episode-closed', '2026-06-01T18:00:00.000Z')
    await tell('episode-closed', '2026-06-01T15:30:00.000Z')
    expect((await steps()).filter((step) => step.includes('CLOSED'))).toEqual(['LIAISON_DIVERSION_CLOSED 13:00', 'LIAISON_DIVERSION_CLOSED 15:30'])
    expect(await span()).toEqual({ ended_at: new Date('2026-06-01T15:30:00Z') })
  })

  test('an episode recorded in error is in no journey, and is again with all that was told of it once it is reopened', async () => {
    const { tell, tellAlso, steps, read } = await begin()
    await tell('screening-recorded', '2026-06-01T10:00:00.000Z')
    await tell('episode-closed', '2026-06-01T15:00:00.000Z')
    await tellAlso('step-withdrawn', '2026-06-01T15:00:00.000Z', { step: 'referral-received', partId: null })
    expect(await steps()).toEqual([])
    expect(await read('careGaps { gaps { kind } }')).toMatchObject({ careGaps: { gaps: [] } })

    await tell('episode-reopened', '2026-06-01T16:00:00.000Z')
    await tellAlso('referral-received', '2026-06-01T09:00:00.000Z')
    const before = ['LIAISON_DIVERSION_REFERRAL 09:00', 'LIAISON_DIVERSION_SCREENING 10:00', 'LIAISON_DIVERSION_CLOSED 15:00']
    expect(await steps()).toEqual([...before, 'LIAISON_DIVERSION_REOPENED 16:00'])
    expect(await read('careGaps { gaps { kind } }')).toMatchObject({ careGaps: { gaps: [] } })

    await tell('episode-closed', '2026-06-01T17:00:00.000Z')
    await tellAlso('step-withdrawn', '2026-06-01T17:00:00.000Z', { step: 'referral-received', partId: null })
    expect(await steps()).toEqual([])
  })

  test('changes nothing that was told before it said which of several it is', async () => {
    const { tell, steps } = await begin()
    await tell('contact-recorded', '2026-06-01T10:00:00.000Z', { attendance: 'ON_TIME' })
    await tell('contact-recorded', '2026-06-01T11:00:00.000Z', { attendance: 'ON_TIME' })

    expect(await steps()).toHaveLength(3)
  })

  test('is nothing where it is no step of a journey', async () => {
    const { tell, steps } = await begin()
    await tell('step-withdrawn', '2026-06-01T10:00:00.000Z', { step: 'screening-offered', partId: null })

    expect(await steps()).toEqual(['LIAISON_DIVERSION_REFERRAL 09:00'])
  })
})

describe('an onward referral that was taken back', () => {
  async function refer(reason: string) {
    const [recordId, episodeId, referralId] = [randomUUID(), randomUUID(), randomUUID()]
    await journeys.open(recordId, { service: 'RECONNECT' })
    await journeys.tell('reconnect.referral-received', { recordId, detailId: episodeId, at: '2026-05-01T09:00:00.000Z' })
    await journeys.tell('reconnect.released', { recordId, detailId: episodeId, at: '2026-06-01T09:00:00.000Z', version: 2 })
    const read = async () => {
      const fields = 'journey { edges { node { kind } } } careGaps { gaps { kind } }'
      const { journey, careGaps } = (await journeys.askOf(navigator, [[recordId]], fields)).persons[0] as Read
      const kinds = journey.edges.map(({ node }) => node.kind).filter((kind) => kind.startsWith('REFERRAL_'))
      return [kinds, careGaps.gaps.map(({ kind }) => kind)]
    }
    const payload = { referralId, serviceId: 'inspire', madeBy: 'RECONNECT' }
    const steps = ['referral-sent', 'referral-accepted', 'referral-ended']
    for (const [place, step] of steps.entries())
      await journeys.tell(`referrals.${step}`, { recordId, detailId: referralId, at: `2026-06-02T1${place}:00:00.000Z`, version: place + 1, payload })
    const before = await read()
    await journeys.tell('referrals.referral-withdrawn', {
      ...{ recordId, detailId: referralId, at: '2026-06-03T09:00:00.000Z', version: 4, payload: { ...payload, reason } }
    })
    return { before, after: await read() }
  }
  const whole = ['REFERRAL_SENT', 'REFERRAL_ACCEPTED', 'REFERRAL_ENDED']

  test('as made by mistake is in no journey, and closes no gap any more', async () => {
    expect(await refer('MISTAKEN_OR_DUPLICATE')).toEqual({ before: [whole, []], after: [[], ['RELEASED_WITHOUT_ACCEPTED_REFERRAL']] })
  })

  test('for another reason stays in it', async () => {
    expect(await refer('OTHER')).toEqual({ before: [whole, []], after: [[...whole, 'REFERRAL_WITHDRAWN'], []] })
  })
})

test('a signpost that was recorded in error is in no journey, nor whether it was taken up', async () => {
  const [recordId, signpostId] = [randomUUID(), randomUUID()]
  await journeys.open(recordId, { service: 'RECONNECT' })
  const tell = (step: string, version: number, facts: object = {}) =>
    journeys.tell(`referrals.${step}`, {
      ...{ recordId, detailId: signpostId, at: `2026-06-02T1${version}:00:00.000Z`, version },
      payload: { signpostId, serviceId: 'inspire', madeBy: 'RECONNECT', ...facts }
    })
  const kinds = async () => {
    const { journey } = (await journeys.askOf(navigator, [[recordId]], 'journey { edges { node { kind } } }')).persons[0] as Read
    return journey.edges.map(({ node }) => node.kind)
  }
  await tell('signposted', 1)
  await tell('take-up-recorded', 2, { takenUp: 'TAKEN_UP' })
  const before = await kinds()
  for (const step of ['signposted', 'take-up-recorded']) await tell('step-withdrawn', 3, { step, partId: null })

  expect([before, await kinds()]).toEqual([['SIGNPOSTED', 'SIGNPOST_TAKE_UP'], []])
})

type Read = { journey: Journey; careGaps: { gaps: { kind: string }[] } }

describe('what RECONNECT corrects', () => {
  test('stands as it was told last, and is taken back alone where it is one of several', async () => {
    const { tell, steps } = await begin(ofReconnect)
    await tell('contact-recorded', '2026-06-01T10:00:00.000Z', { contactId })
    await tell('contact-recorded', '2026-06-01T11:00:00.000Z', { contactId: otherId })
    await tell('contact-recorded', '2026-06-01T12:00:00.000Z', { contactId })
    await tell('step-withdrawn', '2026-06-02T12:00:00.000Z', { step: 'contact-recorded', partId: otherId })

    expect(await steps()).toEqual(['RECONNECT_REFERRAL 09:00', 'RECONNECT_CONTACT 12:00'])
  })

  test('all reviews of a goal stand, and all fall with it', async () => {
    const { tell, steps } = await begin(ofReconnect)
    await tell('goal-set', '2026-06-01T10:00:00.000Z', { goalId: contactId })
    await tell('goal-reviewed', '2026-06-01T11:00:00.000Z', { goalId: contactId })
    await tell('goal-reviewed', '2026-06-01T12:00:00.000Z', { goalId: contactId })
    expect(await steps()).toEqual(['RECONNECT_REFERRAL 09:00', 'GOAL_SET 10:00', 'GOAL_REVIEWED 11:00', 'GOAL_REVIEWED 12:00'])

    await tell('step-withdrawn', '2026-06-02T12:00:00.000Z', { step: 'goal-reviewed', partId: contactId })
    expect(await steps()).toEqual(['RECONNECT_REFERRAL 09:00', 'GOAL_SET 10:00'])
  })

  test('a release that never was opens no gap any more', async () => {
    const { tell, read, steps } = await begin(ofReconnect)
    await tell('released', '2026-06-01T12:00:00.000Z', { releasedOn: '2026-06-01' })
    expect(await steps()).toContain('RELEASED 12:00')
    await tell('step-withdrawn', '2026-06-02T12:00:00.000Z', { step: 'released', partId: null })

    expect(await steps()).toEqual(['RECONNECT_REFERRAL 09:00'])
    expect(await read('careGaps { gaps { kind } }')).toMatchObject({ careGaps: { gaps: [] } })
  })

  test('of what there may have been several, all are taken back that were told without an id, and what is told with that stands', async () => {
    const { tell, tellAlso, steps } = await begin(ofReconnect)
    await tell('plan-made', '2026-06-01T10:00:00.000Z')
    await tell('plan-made', '2026-06-01T11:00:00.000Z')
    await tell('step-withdrawn', '2026-06-02T12:00:00.000Z', { step: 'plan-made', partId: null })
    await tellAlso('plan-made', '2026-06-01T10:30:00.000Z')

    expect(await steps()).toEqual(['RECONNECT_REFERRAL 09:00', 'RECONNECT_PLAN 10:30'])
  })

  test('each meeting at the gate stands that came to something in its turn', async () => {
    const { tell, steps } = await begin(ofReconnect)
    await tell('gate-meeting-recorded', '2026-06-01T10:00:00.000Z', { outcome: 'PERSON_NOT_THERE' })
    await tell('gate-meeting-recorded', '2026-06-03T11:00:00.000Z', { outcome: 'MET' })

    expect(await steps()).toEqual(['RECONNECT_REFERRAL 09:00', 'GATE_MEETING 10:00', 'GATE_MEETING 11:00'])
  })

  test('a decline that is taken back ends nothing; a later one does', async () => {
    const { tell, steps, span } = await begin(ofReconnect)
    await tell('referral-declined', '2026-06-01T10:00:00.000Z')
    expect(await span()).toEqual({ ended_at: new Date('2026-06-01T10:00:00Z') })
    await tell('step-withdrawn', '2026-06-02T12:00:00.000Z', { step: 'referral-declined', partId: null })

    expect(await span()).toEqual({ ended_at: null })
    expect(await steps()).toEqual(['RECONNECT_REFERRAL 09:00'])
    await tell('referral-declined', '2026-06-03T10:00:00.000Z')
    expect(await span()).toEqual({ ended_at: new Date('2026-06-03T10:00:00Z') })
  })

  test('was in the prison where the person is known to have been that day, by the referral and the moves as they stand', async () => {
    const { tell, read } = await begin(ofReconnect)
    const [transferId, secondId] = [randomUUID(), randomUUID()]
    const kmi = { facilityId: 'KMI' }
    await tell('contact-recorded', '2026-06-05T10:00:00.000Z', { contactId, ...kmi })
    await tell('prison-transferred', '2026-06-10T12:00:00.000Z', { transferId, ...kmi })
    await tell('referral-accepted', '2026-06-09T23:00:00.000Z', kmi)
    await tell('prison-transferred', '2026-06-20T12:00:00.000Z', { transferId: secondId, facilityId: 'LFI' })
    await tell('goal-set', '2026-06-20T08:00:00.000Z', { goalId: otherId, ...kmi })
    const places = async () => {
      const { edges } = (await read('journey { edges { node { occurredAt facility { id } } } }'))?.journey as Placed
      return edges.map(({ node }) => `${node.occurredAt.slice(8, 13)} ${node.facility.id}`)
    }
    expect(await places()).toEqual(['01T09 LAN3', '05T10 LAN3', '09T23 KMI', '10T12 KMI', '20T08 LFI', '20T12 LFI'])

    await tell('referral-received', '2026-06-01T09:00:00.000Z', { facilityId: 'PNI' })
    expect(await places()).toEqual(['01T09 PNI', '05T10 PNI', '09T23 KMI', '10T12 KMI', '20T08 LFI', '20T12 LFI'])
    await tell('prison-transferred', '2026-06-11T12:00:00.000Z', { transferId, facilityId: 'WMI' })
    expect(await places()).toEqual(['01T09 PNI', '05T10 PNI', '09T23 PNI', '11T12 WMI', '20T08 LFI', '20T12 LFI'])
    await tell('step-withdrawn', '2026-06-21T12:00:00.000Z', { step: 'prison-transferred', partId: secondId })
    expect(await places()).toEqual(['01T09 PNI', '05T10 PNI', '09T23 PNI', '11T12 WMI', '20T08 WMI'])
    await tell('step-withdrawn', '2026-06-22T12:00:00.000Z', { step: 'prison-transferred', partId: null })
    expect(await places()).toEqual(['01T09 PNI', '05T10 PNI', '09T23 PNI', '20T08 PNI'])
  })

  test('was in the later of two prisons of one day, also where the move to the earlier one is corrected', async () => {
    const { tell, read } = await begin(ofReconnect)
    const transferId = randomUUID()
    await tell('prison-transferred', '2026-06-10T12:00:00.000Z', { transferId, facilityId: 'KMI' })
    await tell('prison-transferred', '2026-06-10T12:00:00.000Z', { transferId: randomUUID(), facilityId: 'LFI' })
    await tell('contact-recorded', '2026-06-11T10:00:00.000Z', { contactId })
    await tell('prison-transferred', '2026-06-10T12:00:00.000Z', { transferId, facilityId: 'WMI' })

    const { edges } = (await read('journey { edges { node { occurredAt facility { id } } } }'))?.journey as Placed
    expect(edges.at(-1)?.node).toEqual({ occurredAt: '2026-06-11T10:00:00.000Z', facility: { id: 'LFI' } })
  })

  test('a decline that is told again with a reopening ends the episode; one before it does not', async () => {
    const { tell, tellAlso, span } = await begin(ofReconnect)
    await tell('referral-declined', '2026-06-01T10:00:00.000Z')
    await tell('episode-closed', '2026-06-01T11:00:00.000Z')
    await tell('episode-reopened', '2026-06-01T12:00:00.000Z')
    expect(await span()).toEqual({ ended_at: null })

    await tellAlso('referral-declined', '2026-06-01T10:00:00.000Z')
    expect(await span()).toEqual({ ended_at: new Date('2026-06-01T10:00:00Z') })
    await tell('episode-reopened', '2026-06-01T13:00:00.000Z')
    expect(await span()).toEqual({ ended_at: null })
  })

  test('an episode recorded in error is in no journey, and is again with all that was told of it once it is reopened', async () => {
    const { tell, tellAlso, steps } = await begin(ofReconnect)
    await tell('referral-accepted', '2026-06-01T10:00:00.000Z')
    await tell('episode-closed', '2026-06-01T15:00:00.000Z')
    await tellAlso('step-withdrawn', '2026-06-01T15:00:00.000Z', { step: 'referral-received', partId: null })
    expect(await steps()).toEqual([])

    await tell('episode-reopened', '2026-06-01T16:00:00.000Z')
    await tellAlso('referral-received', '2026-06-01T09:00:00.000Z')
    expect(await steps()).toEqual(['RECONNECT_REFERRAL 09:00', 'RECONNECT_ACCEPTED 10:00', 'RECONNECT_CLOSED 15:00', 'RECONNECT_REOPENED 16:00'])
  })
})
