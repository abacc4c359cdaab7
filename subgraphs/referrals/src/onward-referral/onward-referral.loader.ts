import DataLoader from 'dataloader'
import { isOwnTeam } from '@throughcare/kit/access'
import { groupedInKeyOrder, inKeyOrder } from '@throughcare/kit/batch'
import { londonDate } from '@throughcare/kit/clock'
import type { RoomContext } from '@throughcare/kit/context'
import { refuse } from '@throughcare/kit/errors'
import type { Page } from '@throughcare/kit/page'
import type { Service } from '@throughcare/kit/principal'
import { lastDaySilentBy } from '@throughcare/kit/silence.rules'
import { loadOfBothServices, type OfPersonByServices } from '../of-person.loader.ts'
import {
  findReferrals,
  findReferralsOfEpisodes,
  findReferralsOfRecords,
  findReferralsToServices,
  findSuccessors,
  findUnheard,
  type OnwardReferralRow
} from './onward-referral.store.ts'

export function createOnwardReferralLoaders(context: RoomContext) {
  const { db, principal, clock } = context
  const ofEpisodes = (service: Service, episodeIdOf: (row: OnwardReferralRow) => string | null) =>
    new DataLoader<string, OnwardReferralRow[]>(async (episodeIds) => {
      if (!isOwnTeam(principal, service)) mustKnowAccess(context)
      return groupedInKeyOrder(episodeIds, await findReferralsOfEpisodes(db, service, episodeIds), (row) => episodeIdOf(row) ?? '')
    })

  return {
    onwardReferral: new DataLoader<string, OnwardReferralRow | null>(async (ids) => inKeyOrder(ids, await findReferrals(db, ids), (row) => row.id)),
    successor: new DataLoader<string, OnwardReferralRow | null>(async (ids) =>
      inKeyOrder(ids, await findSuccessors(db, ids), (row) => row.redirectedFrom ?? '')
    ),

    /** Keyed by all the record ids of a person. */
    referralsOfPerson: new DataLoader<readonly string[], OfPersonByServices<OnwardReferralRow>, string>(
      (persons) => loadOfBothServices(context, persons, (ids) => findReferralsOfRecords(db, ids)),
      { cacheKeyFn: (ids) => ids.join() }
    ),

    referralsOfLiaisonDiversionEpisode: ofEpisodes('LIAISON_DIVERSION', (row) => row.liaisonDiversionEpisodeId),
    referralsOfReconnectEpisode: ofEpisodes('RECONNECT', (row) => row.reconnectEpisodeId),

    /** What was sent to a service of the caller's own organisation. */
    referralsToService: perPage(
      (page) =>
        new DataLoader<string, OnwardReferralRow[]>(async (serviceIds) => {
          mustKnowAccess(context)
          const { organisation } = principal
          return groupedInKeyOrder(serviceIds, await findReferralsToServices(db, { serviceIds, organisation }, page), (row) => row.serviceId)
        })
    ),

    silentReferrals: (page: Page) => findUnheard(db, { ...principal, sentBy: lastDaySilentBy(londonDate(clock.now())) }, page)
  }
}

/** One loader for each page asked for, so that many services on the same page are one statement. */
function perPage<Loader>(open: (page: Page) => Loader): (page: Page) => Loader {
  const opened = new Map<string, Loader>()
  return (page) => {
    const key = JSON.stringify(page)
    const loader = opened.get(key) ?? open(page)
    opened.set(key, loader)
    return loader
  }
}

/** A list that may be short because nobody knows who may read what is not given at all. */
function mustKnowAccess({ access }: RoomContext): void {
  if (!access.isFresh()) refuse('UNAVAILABLE', 'Who may read these referrals cannot be known at this moment. Try again in a few seconds.')
}
