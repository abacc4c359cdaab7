import { existsSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/** Memory that Linux lends as a folder. */
export const memory = '/dev/shm'

/** Where so many bytes may be written for a while: in memory where the machine lends so much of it, else on the disk. */
export function folderWithRoom(bytes: number): string {
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > bytes ? memory : tmpdir()
}
