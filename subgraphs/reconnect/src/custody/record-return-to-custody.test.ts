import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openCorrections, openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const back = (episodeId: string, expectedVersion: number, returnedOn: string) =>
  reconnect.act('recordReturnToCustody', { episodeId, expectedVersion, returnedOn })

describe('recordReturnToCustody', () => {
  test('records the day; the episode stays open, and the next release is a new referral', async () => {
    const { id, version, recordId } = await startReleased(reconnect, '2026-05-20')

    const { data, errors } = await back(id, version, '2026-05-20')

    expect(errors).toEqual([])
    expect(data?.recordReturnToCustody).toMatchObject({ returnedToCustodyOn: '2026-05-20', phase: 'POST_RELEASE', closedAt: null })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.returned-to-custody', payload: { returnedOn: '2026-05-20' } })
    expect((await reconnect.start({}, { recordId })).id).not.toBe(id)
  })

  test('a contact after it is no first contact, whichever of the two was recorded first; one on its day is', async () => {
    const { act, correct } = openCorrections(reconnect)
    const { id } = await startReleased(reconnect, '2026-05-20', { referredAt: '2026-05-01T09:00:00Z' })
    const see = (contactAt: string) => act(id, 'recordReconnectContact', { mechanism: 'TELEPHONE', attendance: 'ON_TIME', contactAt })
    const firstContact = { kind: 'FIRST_CONTACT_AT_THE_LATEST', dueOn: '2026-05-27' }

    expect(await see('2026-05-25T09:00:00Z')).toMatchObject({ firstContactOn: '2026-05-25' })
    const returned = await act(id, 'recordReturnToCustody', { returnedOn: '2026-05-24' })
    expect(returned.firstContactOn).toBeNull()
    expect(returned.tasks).toContainEqual(expect.objectContaining({ ...firstContact, doneOn: null, state: 'LAPSED' }))
    expect(await see('2026-05-26T09:00:00Z')).toMatchObject({ firstContactOn: null })
    expect((await correct(id, { returnedToCustodyOn: '2026-05-25' })).episode).toMatchObject({ firstContactOn: '2026-05-25' })
    expect((await correct(id, { returnedToCustodyOn: '2026-05-23' })).episode).toMatchObject({ firstContactOn: null })

    const { episode } = await correct(id, { recordedInError: ['RETURN_TO_CUSTODY'] })
    expect(episode.firstContactOn).toBe('2026-05-25')
    expect(episode.tasks).toContainEqual(expect.objectContaining({ ...firstContact, doneOn: '2026-05-25', state: 'DONE' }))
  })

  test.each(['2026-05-19', '2026-06-02'])('is refused for %s: before the release, or to come', async (returnedOn) => {
    const { id, version } = await startReleased(reconnect, '2026-05-20')

    expect((await back(id, version, returnedOn)).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('is refused where no release is recorded', async () => {
    const { id, version } = await startAccepted(reconnect)

    expect((await back(id, version, '2026-05-30')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Record the release') }])
  })
})
