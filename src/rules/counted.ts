/** Numbers in messages: `1 route`, `1,045 routes`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(count)} ${count === 1 ? noun : plural}`;
}

export function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
