import { act, openDirectory, provider } from '../support/custody-to-community.ts'
import { openTestGraph, waysOfRunning } from '../support/graph.ts'
import { writeDown } from '../support/identities.ts'
import { practitioner } from '../support/personas.ts'

const closeEpisode = `mutation ($input: CloseLiaisonDiversionEpisodeInput!) { closeLiaisonDiversionEpisode(input: $input) { state closureReason } }`
const sendDraft = `mutation ($input: SendOnwardReferralInput!) { sendOnwardReferral(input: $input) { status } }`
const ofEpisode =
  'query ($id: ID!) { liaisonDiversionEpisode(id: $id) { needs { id onwardReferrals { id } } onwardReferrals { status acceptedAt supportStartedAt } } }'
const ofService = `query ($id: ID!) { service(id: $id) { referrals { edges { node { id status withdrawalReason isFactsWithheld facts { nameToUse } } } } } }`

test.each(waysOfRunning)(
  'an episode of the wrong person is put right, though a service supports them in it by now, in %s',
  async (way) => {
    const graph = await openTestGraph(way)
    const serviceId = await openDirectory(graph)
    const { id: identityRecordId } = await writeDown(graph, practitioner)
    let episode = await act(graph, {
      ...{ as: practitioner, mutation: 'receiveReferral', input: { identityRecordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE' } }
    })
    const next = async (mutation: string, input: object) => {
      episode = await act(graph, { as: practitioner, mutation, input: { ...input, episodeId: episode.id, expectedVersion: episode.version } })
    }
    await next('recordScreening', { outcome: 'NEEDS_IDENTIFIED', risk: 'LOW' })
    await next('identifyNeeds', { needs: [{ needCode: 'substance-use' }] })
    const onward = {
      identityRecordId,
      serviceId,
      providerOrganisationId: provider.organisation,
      needCode: 'substance-use',
      episodeId: episode.id,
      consent: 'GIVEN'
    }
    let referral = await act(graph, { as: practitioner, mutation: 'makeReferral', input: { ...onward, facts: { nameToUse: 'Example' } } })
    const { consent: _, ...asDraft } = { ...onward, asDraft: true }
    const draft = await act(graph, { as: practitioner, mutation: 'makeReferral', input: asDraft })
    for (const mutation of ['acceptOnwardReferral', 'recordSupportStarted'])
      referral = await act(graph, { as: provider, mutation, input: { referralId: referral.id, expectedVersion: referral.version } })
    const heard = await graph.askUntil(
      practitioner,
      ofEpisode,
      { id: episode.id },
      ({ data }) => data?.liaisonDiversionEpisode.needs[0].onwardReferrals.length > 0
    )
    const needId = heard.data?.liaisonDiversionEpisode.needs[0].id
    await next('correctLiaisonDiversionEpisode', { reason: 'It was of somebody else.', needs: [{ id: needId, isRecordedInError: true }] })
    const close = () => ({
      input: { episodeId: episode.id, expectedVersion: episode.version, reason: 'RECORDED_IN_ERROR', idempotencyKey: crypto.randomUUID() }
    })

    const send = () => ({ input: { referralId: draft.id, expectedVersion: draft.version, idempotencyKey: crypto.randomUUID() } })

    const refused = await graph.ask(practitioner, closeEpisode, close())
    await act(graph, {
      ...{ as: practitioner, mutation: 'withdrawOnwardReferral' },
      input: { referralId: referral.id, expectedVersion: referral.version, reason: 'MISTAKEN_OR_DUPLICATE' }
    })
    const closed = await graph.askUntil(practitioner, closeEpisode, close(), ({ errors }) => errors.length === 0)
    // Without consent the draft does not go either way; what is said of it changes once the room has heard.
    const unsent = await graph.askUntil(practitioner, sendDraft, send(), ({ errors }) => errors[0]?.code === 'BAD_USER_INPUT')

    expect(refused.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Take it back first as made by mistake') }])
    expect(unsent.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('recorded in error') }])
    expect(closed.data?.closeLiaisonDiversionEpisode).toEqual({ state: 'CLOSED', closureReason: 'RECORDED_IN_ERROR' })
    expect((await graph.ask(provider, ofService, { id: serviceId })).data?.service.referrals.edges).toEqual([
      { node: { id: referral.id, status: 'WITHDRAWN', withdrawalReason: 'MISTAKEN_OR_DUPLICATE', isFactsWithheld: true, facts: null } }
    ])
    // What happened stays written down: in the referral, and as it was told to audit.
    expect((await graph.ask(practitioner, ofEpisode, { id: episode.id })).data?.liaisonDiversionEpisode.onwardReferrals).toEqual(
      expect.arrayContaining([{ status: 'WITHDRAWN', acceptedAt: expect.any(String), supportStartedAt: expect.any(String) }])
    )
    const told = await graph.rows<{ type: string }>('select type from referrals.outbox_event where subject_id = $1 order by subject_version, id', referral.id)
    expect(told.map(({ type }) => type.replace('referrals.', ''))).toEqual([...['referral-sent', 'referral-accepted', 'support-started', 'referral-withdrawn']])
    await graph.close()
  },
  60_000
)
