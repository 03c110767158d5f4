/** What the user typed or named comes back in messages, but must not steer the terminal. */

export function safeText(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '?').replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '?');
}
