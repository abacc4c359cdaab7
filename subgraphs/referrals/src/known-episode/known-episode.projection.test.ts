import { room } from '@throughcare/referrals'
import { teamAudience, type Principal, type Service } from '@throughcare/kit/principal'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { askTo, now, provider, referralInput } from '@throughcare/test/support/onward-referrals'
import { navigator, practitioner } from '@throughcare/test/support/personas'

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

async function makeKnown(feed: Feed): Promise<string> {
  const recordId = crypto.randomUUID()
  const grants = [{ audience: teamAudience('RW5', serviceOf[feed]), level: 'read', reason: null, until: null }]
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
