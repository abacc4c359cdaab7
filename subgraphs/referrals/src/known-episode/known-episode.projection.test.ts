import { room } from '@throughcare/referrals'
import { teamAudience, type Principal, type Service } from '@throughcare/kit/principal'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { askTo, now, provider, referralInput } from '@throughcare/test/support/onward-referrals'
import { navigator, practitioner, stranger } from '@throughcare/test/support/personas'

let referrals: FedRoom
beforeAll(async () => void (referrals = await openFedRoom(room, { clock: { now: () => now } })))
afterAll(() => referrals.close())

type Feed = 'liaison-diversion' | 'reconnect'
const serviceOf: Record<Feed, Service> = { 'liaison-diversion': 'LIAISON_DIVERSION', reconnect: 'RECONNECT' }
const staffOf: Record<Feed, Principal> = { 'liaison-diversion': practitioner, reconnect: navigator }

const telling = (feed: Feed, type: string, { episodeId, version, step }: { episodeId: string; version: number; step?: string }) =>
  feedEvent({ type: `${feed}.${type}`, subjectId: episodeId, subjectVersion: version, payload: { episodeId, ...(step ? { step } : {}) } })
const takenBack = (feed: Feed, episodeId: string, version: number, step = 'referral-received') => telling(feed, 'step-withdrawn', { episodeId, version, step })
const reopened = (feed: Feed, episodeId: string, version: number) => telling(feed, 'episode-reopened', { episodeId, version })

async function makeKnown(feed: Feed, audiences = [teamAudience('RW5', serviceOf[feed])]): Promise<string> {
  const recordId = crypto.randomUUID()
  const grants = audiences.map((audience) => ({ audience, level: 'read', reason: null, until: null }))
  const payload = { recordId, service: serviceOf[feed], grants }
  await referrals.publish('people', feedEvent({ type: 'people.record-access-changed', recordId, subjectId: recordId, payload }))
  return recordId
}

const make = async (changes: object, feed: Feed = 'liaison-diversion') =>
  askTo(referrals, staffOf[feed], { mutation: 'makeReferral', input: referralInput(await makeKnown(feed), changes) })
const send = (id: string, feed: Feed = 'liaison-diversion') =>
  askTo(referrals, staffOf[feed], { mutation: 'sendOnwardReferral', input: { referralId: id, expectedVersion: 1, consent: 'GIVEN' } })
const refused = [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('recorded in error') }]

describe('an episode that was recorded in error', () => {
  test.each(['liaison-diversion', 'reconnect'] as const)('lets no draft of %s be sent: it is taken back instead', async (feed) => {
    const episodeId = crypto.randomUUID()
    const { referral } = await make({ asDraft: true, episodeId }, feed)
    await referrals.publish(feed, takenBack(feed, episodeId, 3))

    expect((await send(referral.id, feed)).errors).toMatchObject(refused)
    const facts = { referralId: referral.id, expectedVersion: 1, facts: { nameToUse: 'Alex' } }
    expect((await askTo(referrals, staffOf[feed], { mutation: 'recordReferralFacts', input: facts })).errors).toMatchObject(refused)

    const standing = await referrals.rows('select sent_at, version from referrals.onward_referral where id = $1', referral.id)
    expect(standing).toEqual([{ sent_at: null, version: 1 }])
    expect(await referrals.rows('select type from referrals.outbox_event where subject_id = $1', referral.id)).toHaveLength(1)
    const input = { referralId: referral.id, expectedVersion: 1, reason: 'MISTAKEN_OR_DUPLICATE' }
    const withdrawn = await askTo(referrals, staffOf[feed], { mutation: 'withdrawOnwardReferral', input })
    expect(withdrawn).toMatchObject({ errors: [], referral: { status: 'WITHDRAWN' } })
  })

  test('takes no new referral, no draft and none in the place of another', async () => {
    const episodeId = crypto.randomUUID()
    const { referral: sent } = await make({ consent: 'GIVEN', episodeId })
    await referrals.publish('liaison-diversion', takenBack('liaison-diversion', episodeId, 3))

    expect((await make({ consent: 'GIVEN', episodeId })).errors).toMatchObject(refused)
    expect((await make({ asDraft: true, episodeId })).errors).toMatchObject(refused)
    const elsewhere = { serviceId: 'service-2', providerOrganisationId: provider.organisation, consent: 'GIVEN' }
    const redirection = { mutation: 'redirectOnwardReferral', input: { referralId: sent.id, expectedVersion: 1, ...elsewhere } }
    expect((await askTo(referrals, practitioner, redirection)).errors).toMatchObject(refused)
    expect(await referrals.rows('select redirected_at from referrals.onward_referral where liaison_diversion_episode_id = $1', episodeId)).toEqual([
      { redirected_at: null }
    ])
  })

  test('is gone on with once it was opened again, whichever is told first', async () => {
    const [early, late] = [crypto.randomUUID(), crypto.randomUUID()]
    const drafts = [await make({ asDraft: true, episodeId: early }), await make({ asDraft: true, episodeId: late })]
    await referrals.publish('liaison-diversion', takenBack('liaison-diversion', early, 3))
    await referrals.publish('liaison-diversion', reopened('liaison-diversion', early, 4))
    await referrals.publish('liaison-diversion', reopened('liaison-diversion', late, 4), takenBack('liaison-diversion', late, 3))
    await referrals.publish('liaison-diversion', takenBack('liaison-diversion', late, 3))

    for (const { referral } of drafts) expect(await send(referral.id)).toMatchObject({ errors: [], referral: { status: 'SENT' } })
  })

  test('is in error again when it is closed so again, in one page', async () => {
    const episodeId = crypto.randomUUID()
    const { referral } = await make({ asDraft: true, episodeId })
    await referrals.publish('reconnect', ...[takenBack('reconnect', episodeId, 3), reopened('reconnect', episodeId, 4), takenBack('reconnect', episodeId, 5)])

    expect((await send(referral.id)).errors).toMatchObject(refused)
  })

  test('is no other episode, and not one in which a step was taken back', async () => {
    const episodeId = crypto.randomUUID()
    const { referral } = await make({ asDraft: true, episodeId })
    const other = takenBack('liaison-diversion', crypto.randomUUID(), 3)
    await referrals.publish('liaison-diversion', takenBack('liaison-diversion', episodeId, 3, 'contact-recorded'), other)

    expect(await send(referral.id)).toMatchObject({ errors: [], referral: { status: 'SENT' } })
  })
})

describe('an episode that its service told of', () => {
  const feeds = ['liaison-diversion', 'reconnect'] as const
  /** Tells that somebody was referred to a service; returns the id of the episode that this began. */
  async function begin(feed: Feed, recordId: string, organisation = 'RW5'): Promise<string> {
    const episodeId = crypto.randomUUID()
    await referrals.publish(feed, feedEvent({ type: `${feed}.referral-received`, subjectId: episodeId, recordId, organisation, payload: { episodeId } }))
    return episodeId
  }
  const refer = (principal: Principal, recordId: string, changes: object) =>
    askTo(referrals, principal, { mutation: 'makeReferral', input: referralInput(recordId, { consent: 'GIVEN', ...changes }) })
  const notTheirs = [{ code: 'NOT_FOUND', message: expect.stringContaining('no such episode of this identity record') }]

  test.each(feeds)('takes referrals of the person whom it is of, and in %s of nobody else', async (feed) => {
    const [recordId, other] = [await makeKnown(feed), await makeKnown(feed)]
    const episodeId = await begin(feed, recordId)

    expect((await refer(staffOf[feed], other, { episodeId })).errors).toMatchObject(notTheirs)
    expect((await refer(staffOf[feed], other, { episodeId, asDraft: true, consent: null })).errors).toMatchObject(notTheirs)
    expect(await refer(staffOf[feed], recordId, { episodeId })).toMatchObject({ errors: [], referral: { status: 'SENT' } })
  })

  test('lets no draft be sent that was made before it was heard whose the episode is', async () => {
    const episodeId = crypto.randomUUID()
    const { referral } = await make({ asDraft: true, episodeId })
    const event = { subjectId: episodeId, recordId: await makeKnown('liaison-diversion'), payload: { episodeId } }
    await referrals.publish('liaison-diversion', feedEvent({ type: 'liaison-diversion.referral-received', ...event }))

    expect((await send(referral.id)).errors).toMatchObject(notTheirs)
  })

  test('is of one service and one team, though another may know the same record', async () => {
    const everyone = [teamAudience('RW5', 'LIAISON_DIVERSION'), teamAudience('RXX', 'LIAISON_DIVERSION')]
    const recordId = await makeKnown('liaison-diversion', everyone)
    const [theirs, sisters] = [await begin('liaison-diversion', recordId), await begin('reconnect', recordId)]

    expect((await refer(stranger('ld-practitioner'), recordId, { episodeId: theirs })).errors).toMatchObject(notTheirs)
    expect((await refer(practitioner, recordId, { episodeId: sisters })).errors).toMatchObject(notTheirs)
    expect((await refer(practitioner, recordId, { episodeId: theirs })).errors).toEqual([])
  })

  test.each(feeds)('takes in %s no referral of before it began, at once or as a draft, and hears where that was corrected', async (feed) => {
    const recordId = await makeKnown(feed)
    const episodeId = await begin(feed, recordId)
    const sent = async (sentAt: string) => (await refer(staffOf[feed], recordId, { episodeId, sentAt, needCode: 'housing' })).errors
    const early = [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('before the person was referred to your service') }]
    const draft = await refer(staffOf[feed], recordId, { episodeId, asDraft: true, consent: null })
    const sendAt = { referralId: draft.referral.id, expectedVersion: 1, consent: 'GIVEN', sentAt: '2026-06-01T08:59:59.999Z' }

    expect([await sent('2026-06-01T08:59:59.999Z'), await sent('2026-06-01T09:00:00Z')]).toMatchObject([early, []])
    expect((await askTo(referrals, staffOf[feed], { mutation: 'sendOnwardReferral', input: sendAt })).errors).toMatchObject(early)
    const toldAgain = { subjectId: episodeId, subjectVersion: 2, recordId, payload: { episodeId }, occurredAt: '2026-06-01T08:00:00.000Z' }
    await referrals.publish(feed, feedEvent({ type: `${feed}.referral-received`, ...toldAgain }))
    expect([await sent('2026-06-01T07:59:59.999Z'), await sent('2026-06-01T08:59:59.999Z')]).toMatchObject([early, []])
    await referrals.publish(feed, { ...takenBack(feed, episodeId, 3, 'contact-recorded') }, { ...reopened(feed, episodeId, 4), occurredAt: now.toISOString() })
    expect(await sent('2026-06-01T08:00:00Z')).toEqual([])
  })

  test('is gone on with by whoever has it, whichever organisation employs them', async () => {
    const worker = stranger('ld-practitioner')
    const recordId = await makeKnown('liaison-diversion', [teamAudience('RW5', 'LIAISON_DIVERSION'), `subject:${worker.subject}`])

    expect((await refer(worker, recordId, { episodeId: await begin('liaison-diversion', recordId) })).errors).toEqual([])
  })
})
