import type { Someone } from './person.ts'

type Place = Someone['place']

// Facility ids: ministryofjustice hmpps-book-secure-move-api and court-register. Kendal and Skelmersdale have custody only.
export const custodySuite: Record<Place, string> = {
  ...{ preston: 'LAN6', blackburn: 'LAN3', blackpool: 'LAN4', burnley: 'LAN5', lancaster: 'LAN1', skelmersdale: 'LAN2' },
  ...{ carlisle: 'CMB1', barrow: 'CMB2', kendal: 'CMB3', workington: 'CMB4' }
}
export const magistratesCourt: Record<Place, string> = {
  ...{ preston: 'PRESMC', blackburn: 'BLKBMC', blackpool: 'BLKPMC', burnley: 'BURNMC', lancaster: 'LANCMC', skelmersdale: 'PRESMC' },
  ...{ carlisle: 'CARLMC', barrow: 'BRRWMC', kendal: 'BRRWMC', workington: 'WORNMC' }
}
export const youthCourt: Record<Place, string> = {
  ...{ preston: 'PRESYC', blackburn: 'BLKBYC', blackpool: 'BLKPYC', burnley: 'BURNYC', lancaster: 'LANCYC', skelmersdale: 'PRESYC' },
  ...{ carlisle: 'CARLYC', barrow: 'BRRWYC', kendal: 'BRRWYC', workington: 'CARLYC' }
}
export const crownCourt: Record<Place, string> = {
  ...{ preston: 'PRESCC', blackburn: 'PRESCC', blackpool: 'PRESCC', burnley: 'BURNCC', lancaster: 'LANCCC', skelmersdale: 'PRESCC' },
  ...{ carlisle: 'CARLCC', barrow: 'BRRWCC', kendal: 'CARLCC', workington: 'CARLCC' }
}
