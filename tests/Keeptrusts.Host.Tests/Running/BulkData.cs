using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Tests.Running;

/// <summary>Fills a database with many keys and sealed events in seconds: the same statements as the intake, in large batches.</summary>
internal static class BulkData
{
    public const int Teams = 20;

    private const int BatchSize = 5000;
    private const int Days = 30;

    private static readonly string[] Models = ["gpt-4o-mini", "gpt-4o", "claude-sonnet", "mistral-large", "text-embedding-3-small"];
    private static readonly (string Verdict, string Reason, string? Policy)[] Verdicts =
    [
        ("allow", "all_policies_passed", null), ("redact", "pii_detected", "pii-detector"), ("warn", "cost_near_cap", "cost-cap"), ("block", "dlp_blocked_term", "dlp-filter"), ("escalate", "human_required", "human-oversight"),
    ];

    /// <summary>A team of the data.</summary>
    public static string Team(int number) => $"team-{number % Teams:00}";

    /// <summary>A key of the data.</summary>
    public static string KeyId(int number) => "key_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"key {number}")))[..32];

    public static async Task FillAsync(ControlDatabase database, int keys, int events, DateTimeOffset now)
    {
        await AddPeopleAndKeysAsync(database, keys, now);
        var store = new EventStore(database);
        var chain = new TestChain();
        for (var begin = 0; begin < events; begin += BatchSize)
        {
            var batch = Enumerable.Range(begin, Math.Min(BatchSize, events - begin)).Select(i => ShippedEventFactory.Of(chain.Next(Call(i, keys, events, now)).Json)).ToList();
            await store.AppendAsync(batch, new() { Journal = "bulk", Segment = 1, Offset = begin + batch.Count }, null, CancellationToken.None);
            chain.Events.Clear();
        }
    }

    private static async Task AddPeopleAndKeysAsync(ControlDatabase database, int keys, DateTimeOffset now)
    {
        await using var db = database.CreateDbContext();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        for (var i = 0; i < Teams; i++)
        {
            db.Add(new Team { Id = Team(i), Name = $"Team {i}", CreatedAt = now.AddDays(-Days) });
            db.Add(new User { Id = $"user-{i}", Name = $"User {i}", CreatedAt = now.AddDays(-Days) });
            db.Add(new Member { TeamId = Team(i), UserId = $"user-{i}", Role = "developer", CreatedAt = now.AddDays(-Days) });
        }

        for (var i = 0; i < keys; i++)
        {
            var created = now.AddDays(-Days).AddMinutes(i);
            db.Add(new Token
            {
                Id = KeyId(i),
                Name = $"key-{i}",
                Type = KeyKind.Gateway,
                TeamId = Team(i),
                Owner = $"user-{i % Teams}",
                Template = i % 2 == 0 ? "standard-dev" : null,
                BudgetUsd = 50,
                CreatedAt = created,
                FirstUsedAt = created.AddMinutes(1 + (i % 50)),
                LastUsedAt = now.AddMinutes(-i),
                ExpiresAt = now.AddDays(30),
                LineageId = KeyId(i),
                Prefix = $"kt_gk_{i:0000}",
                Hash = SHA256.HashData(Encoding.UTF8.GetBytes($"hash {i}")),
            });
            db.Add(new AuditEntry { At = created, Actor = $"user:user-{i % Teams}", Action = "token.create", ObjectId = KeyId(i), After = $$"""{"id":"{{KeyId(i)}}","name":"key-{{i}}","team_id":"{{Team(i)}}"}""" });
        }

        await db.SaveChangesAsync();
    }

    private static bool HasFailed(int number) => number % 201 == 200;

    // Most calls pass; one in fifty is stopped. Of one policy there is a single finding, in the oldest event.
    private static CallEvent Call(int number, int keys, int events, DateTimeOffset now)
    {
        var key = number * 7 % keys;
        var (verdict, reason, policy) = number == 0 ? ("warn", "seen_once", "rare-policy") : Verdicts[number % 50 == 0 ? 3 + (number / 50 % 2) : number % 3 == 0 ? 1 : number % 17 == 0 ? 2 : 0];
        return new()
        {
            Id = $"evt_{number:00000000}",
            EventType = "call",
            Timestamp = now.AddDays(-Days) + (TimeSpan.FromDays(Days) * ((double)number / events)),
            RequestId = $"req_{number:00000000}",
            Route = "/v1/chat/completions",
            Status = verdict is "block" ? 400 : verdict is "escalate" ? 403 : HasFailed(number) ? 500 : 200,
            Verdict = verdict,
            ReasonCode = reason,
            Outcome = verdict is "block" or "escalate" ? "refused" : HasFailed(number) ? "failed" : "completed",
            Gateway = "local-gw",
            Team = Team(key),
            KeyId = KeyId(key),
            KeyName = $"key-{key}",
            User = $"user-{key % Teams}",
            Model = Models[number % Models.Length],
            Provider = number % 4 == 0 ? "azure" : "openai",
            ConfigVersion = "local-gw@3",
            CostUsd = 0.0001m * (number % 90),
            Usage = new() { Prompt = 200 + (number % 700), Completion = 50 + (number % 300), Cached = number % 100, Reasoning = 0 },
            Latency = new() { Total = 700 + (number % 900), Gateway = 1 + (number % 5), Upstream = 699 + (number % 890), Ttft = 120 },
            FinishReason = "stop",
            Steps = [.. ((string[])["authenticate", "read", "grant", "input_policies", "budget", "provider", "output_policies"]).Select((name, i) => new StepTrace(name, i * 1.5))],
            PolicyResults =
            [
                .. ((string[])["rate-limit", "prompt-injection", "secret-detector", "pii-detector", "safety-filter", "cost-cap"]).Where(name => name != policy).Select(name =>
                    new PolicyTrace { Name = name, Kind = name, Phase = "input", Verdict = "allow", ReasonCode = "all_policies_passed", DurationMs = 0.4 }),
                .. policy is null ? (PolicyTrace[])[] : [new PolicyTrace { Name = policy, Kind = policy, Phase = "input", Verdict = verdict, ReasonCode = reason, DurationMs = 0.8, Findings = [new("EMAIL_ADDRESS", 9, 24, 1, "/messages/0/content")] }],
            ],
        };
    }
}
