using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>
/// Slows guessing down. After a few failures of one account from one address that pair waits, longer each time; an address that fails for many accounts
/// waits, too, and so does an account that many addresses try. Kept in memory: each control plane counts by itself.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    private const int PairFree = 5;
    private const int AddressFree = 30;
    private const int AccountFree = 50;
    private const int MostRemembered = 20_000;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly Lock _counting = new();
    private readonly Dictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>Why no try is taken now, in words that are the same for every account.</summary>
    public Refusal? Refuses(string account, string address)
    {
        lock (_counting)
        {
            var now = time.GetUtcNow();
            var until = Keys(account, address).Select(k => _counts.TryGetValue(k.Key, out var count) ? count.Until : now).Max();
            return until <= now ? null : new(RefusalKind.Unavailable, $"Too many tries. Wait {Text(until - now)}, then try again. Tries before that do not count.");
        }
    }

    public void Failed(string account, string address)
    {
        lock (_counting)
        {
            var now = time.GetUtcNow();
            if (_counts.Count > MostRemembered)
            {
                Forget(now);
            }

            foreach (var (key, free) in Keys(account, address))
            {
                var known = _counts.TryGetValue(key, out var count) && now - count.Last < LongestWait ? count.Failures : 0;
                var failures = known + 1;
                var wait = failures < free ? TimeSpan.Zero : FirstWait * Math.Pow(2, Math.Min(failures - free, 10));
                _counts[key] = new(failures, now, now + (wait < LongestWait ? wait : LongestWait));
            }
        }
    }

    public void Succeeded(string account, string address)
    {
        lock (_counting)
        {
            _counts.Remove(Pair(account, address));
        }
    }

    // Somebody who tries ever new names must not fill the memory.
    private void Forget(DateTimeOffset now)
    {
        foreach (var key in _counts.Where(c => c.Value.Until <= now && (_counts.Count > MostRemembered || now - c.Value.Last > LongestWait)).Select(c => c.Key).ToList())
        {
            _counts.Remove(key);
        }
    }

    private static (string Key, int Free)[] Keys(string account, string address) => [(Pair(account, address), PairFree), ($"address\n{address}", AddressFree), ($"account\n{account}", AccountFree)];

    private static string Pair(string account, string address) => $"pair\n{account}\n{address}";

    private static string Text(TimeSpan wait) => wait.TotalSeconds <= 90 ? $"{Math.Ceiling(wait.TotalSeconds)} seconds" : $"{Math.Ceiling(wait.TotalMinutes)} minutes";

    private sealed record Count(int Failures, DateTimeOffset Last, DateTimeOffset Until);
}
