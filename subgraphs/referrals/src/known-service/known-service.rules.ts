import type { KnownServiceRow } from './known-service.store.ts'

/** What `directory` told of one service; `isAnyTold`: of any at all. While it told of none, any is taken: the news may be on its way. */
export type ToldOfService = { service: Pick<KnownServiceRow, 'organisation' | 'isGone'> | undefined; isAnyTold: boolean }

/** Why nobody is referred into a service, or told of it: the directory has no such service, or it is gone. */
export function whyNotService({ service, isAnyTold }: ToldOfService): string | null {
  if (service) return service.isGone ? 'That service has ended, or was taken out of the directory. Choose another one there.' : null
  if (!isAnyTold) return null
  return 'There is no such service in the directory. Give its id as the directory has it; if it was added a moment ago, try again in a second.'
}

/** Why a referral does not open to the staff of an organisation: the service is another's, by the directory. */
export function whyNotProvider({ service }: ToldOfService, organisation: string): string | null {
  if (!service?.organisation || service.organisation === organisation) return null
  return 'The directory says that another organisation provides that service, and the staff of the one you give would see the referral. Take it from Service.organisation.'
}
