import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import { londonDate } from '@throughcare/kit/clock'
import type { RoomContext } from '@throughcare/kit/context'
import { addMonths, startOfDay } from '@throughcare/kit/day.rules'
import { countAnswers, type AnswerCount } from './service-answer.store.ts'

/** Services change: what one answered longer ago says little. A proposed setting. */
const monthsThatCount = 24

export function createServiceAnswerLoaders({ db, clock }: RoomContext) {
  return {
    answersOfService: new DataLoader<string, AnswerCount[]>(async (serviceIds) => {
      const since = startOfDay(addMonths(londonDate(clock.now()), -monthsThatCount))
      return groupedInKeyOrder(serviceIds, await countAnswers(db, serviceIds, since), ({ serviceId }) => serviceId)
    })
  }
}
