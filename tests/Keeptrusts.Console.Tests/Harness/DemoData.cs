using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Console.Tests.Harness;

/// <summary>A month of a small company: teams, people, keys, calls of every verdict, budgets at different fill, and decisions that wait.</summary>
internal static class DemoData
{
    private const int Days = 30;

    private static readonly (string Id, string Name)[] Teams = [("search", "Search Quality"), ("support", "Customer Support"), ("payments", "Payments"), ("data-science", "Data Science")];

    private static readonly (string Id, string Name, string Team, string Role)[] People =
    [
        ("grace", "Grace Hopper", "search", "manager"), ("linus", "Linus Pauling", "search", "developer"), ("margaret", "Margaret Hamilton", "support", "manager"), ("annie", "Annie Easley", "support", "developer"),
        ("katherine", "Katherine Johnson", "payments", "manager"), ("dorothy", "Dorothy Vaughan", "data-science", "developer"), ("mary", "Mary Jackson", "data-science", "viewer"),
    ];

    /// <summary>Keys with what they ask, how often on a working day, the budget, and the share of it that is spent.</summary>
    private static readonly DemoKey[] Keys =
    [
        new("semantic-search-prod", "search", "grace", "standard-prod", "text-embedding-3-small", "openai", 46, 200, 0.42m), new("query-rewriter", "search", "linus", "standard-dev", "gpt-4o-mini", "openai", 28, 25, 0.86m),
        new("ticket-summaries", "support", "margaret", "standard-prod", "claude-sonnet-4-5", "anthropic", 34, 150, 0.67m), new("reply-drafts", "support", "annie", "standard-staging", "gpt-4o", "azure", 19, 50, 1.0m),
        new("checkout-assistant", "payments", "katherine", "standard-prod", "gpt-4o", "azure", 16, 100, 0.12m), new("dispute-triage", "payments", "katherine", "standard-dev", "claude-haiku-4-5", "anthropic", 9, 25, 0.31m),
        new("nightly-evals", "data-science", "dorothy", "standard-dev", "gpt-4o-mini", "openai", 22, null, 0), new("code-review-bot", "data-science", "dorothy", "rapid-prototype", "mistral-large-latest", "mistral", 11, 10, 0.05m),
        new("my-feature-branch", "search", "linus", "standard-dev", "gpt-4o-mini", "openai", 0, 25, 0),
    ];

    private static readonly (string Verdict, string Reason, string? Policy, int Weight)[] Verdicts =
    [
        ("allow", "all_policies_passed", null, 780), ("redact", "pii_detected", "pii-detector", 120), ("warn", "cost_near_cap", "cost-cap", 40), ("block", "prompt_injection_detected", "prompt-injection", 25),
        ("block", "secret_detected", "secret-detector", 15), ("escalate", "human_required", "human-oversight", 14), ("error", "upstream_failed", null, 6),
    ];

    public static async Task FillAsync(ControlDatabase database)
    {
        var now = DateTimeOffset.UtcNow;
        await AddRowsAsync(database, now);
        var chain = new TestChain();
        var calls = CallsUntil(now).Select(call => ShippedEventFactory.Of(chain.Next(call).Json)).ToList();
        await new EventStore(database).AppendAsync(calls, new() { Journal = "demo", Segment = 1, Offset = calls.Count }, null, CancellationToken.None);
    }

    private static async Task AddRowsAsync(ControlDatabase database, DateTimeOffset now)
    {
        await using var db = database.CreateDbContext();
        foreach (var ((id, name), i) in Teams.Select((team, i) => (team, i)))
        {
            db.Add(new Team { Id = id, Name = name, CreatedAt = now.AddDays(i - 27).AddHours(-2) });
            db.Add(new Budget { Scope = BudgetScope.Team, MemberId = id, Window = i % 2 == 0 ? BudgetWindow.Month : BudgetWindow.Day, HardCapNano = Nano(100 * (i + 1)), SoftCapNano = Nano(80 * (i + 1)), UpdatedAt = now.AddDays(-9) });
            db.Add(Spent("team", id, i % 2 == 0 ? "month" : "day", i % 2 == 0 ? new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero) : now.UtcDateTime.Date, Nano(100 * (i + 1) * new[] { 0.93m, 0.34m, 0.58m, 0.07m }[i])));
        }

        foreach (var (id, name, team, role) in People)
        {
            db.Add(new User { Id = id, Name = name, CreatedAt = now.AddDays(-26) });
            db.Add(new Member { TeamId = team, UserId = id, Role = role, CreatedAt = now.AddDays(-26).AddMinutes(id.Length) });
            db.Add(new AuditEntry { At = now.AddDays(-26).AddMinutes(id.Length), Actor = "user:grace", Action = "member.add", ObjectId = $"{team}/{id}", After = $$"""{"team_id":"{{team}}","user_id":"{{id}}","role":"{{role}}"}""" });
        }

        foreach (var (key, i) in Keys.Select((key, i) => (key, i)))
        {
            var created = now.AddDays(-24 + i).AddMinutes(7 * i);
            db.Add(new Token
            {
                Id = key.Id,
                Name = key.Name,
                Type = KeyKind.Gateway,
                TeamId = key.Team,
                Owner = key.Owner,
                Template = key.Template,
                BudgetUsd = key.Budget,
                CreatedAt = created,
                FirstUsedAt = key.CallsADay == 0 ? null : created.AddMinutes(1 + (i * i * 3)),
                LastUsedAt = key.CallsADay == 0 ? null : now.AddMinutes(-3 - (i * 17)),
                ExpiresAt = now.AddDays(i % 3 == 0 ? 63 : 3 + i),
                LineageId = key.Id,
                Prefix = $"kt_gk_{key.Id[4..10]}",
                Hash = SHA256.HashData(Encoding.UTF8.GetBytes(key.Id)),
            });
            db.Add(Spent("key", key.Id, "total", DateTimeOffset.UnixEpoch, Nano((key.Budget ?? 0) * key.Spent)));
            db.Add(new AuditEntry { At = created, Actor = $"user:{key.Owner}", Action = "token.create", ObjectId = key.Id, After = $$"""{"id":"{{key.Id}}","name":"{{key.Name}}","team_id":"{{key.Team}}","template":"{{key.Template}}"}""" });
        }

        db.Add(new Approval
        {
            Id = "apr_01a21ab3ae52",
            TeamId = "payments",
            RequestedBy = "katherine",
            Status = ApprovalStatus.Pending,
            CreatedAt = now.AddMinutes(-38),
            ExpiresAt = now.AddDays(6),
            Reasons = ["its budget of $500 is above the $25 that the template pre-approves"],
            Request = """{"token_type":"gateway","name":"fraud-model-launch","team_id":"payments","template":"standard-dev","expires_in":"30d","budget":500}""",
        });
        foreach (var (key, minutes, status) in ((DemoKey, int, EscalationStatus)[])[(Keys[4], 12, EscalationStatus.Queued), (Keys[2], 95, EscalationStatus.Claimed)])
        {
            db.Add(new Escalation
            {
                Id = $"esc_01a21ab3{minutes:0000}",
                Subject = key.Id,
                Fingerprint = key.Id,
                TeamId = key.Team,
                KeyId = key.Id,
                KeyName = key.Name,
                LineageId = key.Id,
                Owner = key.Owner,
                Gateway = "local-gw",
                RequestId = $"req_01a21ab3{minutes:0000}",
                Policy = "human-oversight",
                Kind = "human-oversight",
                Phase = "input",
                ReasonCode = "human_required",
                ConfigVersion = "standard-prod@1",
                Model = key.Model,
                Assignees = ["managers"],
                Status = status,
                CreatedAt = now.AddMinutes(-minutes),
                ExpiresAt = now.AddHours(22),
                ApprovalLasts = TimeSpan.FromHours(1),
                ClaimedBy = status == EscalationStatus.Claimed ? "grace" : null,
                ClaimedAt = status == EscalationStatus.Claimed ? now.AddMinutes(-20) : null,
            });
        }

        await db.SaveChangesAsync();
    }

    private static IEnumerable<CallEvent> CallsUntil(DateTimeOffset now)
    {
        // The same picture each day, since the figures are drawn by a fixed seed.
        var chance = new Random(17);
        var planned = new List<(DateTimeOffset At, DemoKey Key)>();
        for (var day = Days; day >= 0; day--)
        {
            var date = now.UtcDateTime.Date.AddDays(-day);
            var busy = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.25 : 0.7 + (0.6 * (Days - day) / Days);
            foreach (var key in Keys)
            {
                var count = (int)(key.CallsADay * busy * (0.75 + (chance.NextDouble() / 2)));
                planned.AddRange(Enumerable.Range(0, count).Select(_ => (new DateTimeOffset(date, TimeSpan.Zero).AddHours(6 + (chance.NextDouble() * 13)), key)));
            }
        }

        planned.AddRange(Enumerable.Range(0, 24).Select(i => (now.AddMinutes(-4 - (i * i * 0.9)), Keys[i * 5 % 8])));
        return planned.Where(call => call.At < now).OrderBy(call => call.At).Select((call, i) => Call(i, call.At, call.Key, chance));
    }

    private static CallEvent Call(int number, DateTimeOffset at, DemoKey key, Random chance)
    {
        var drawn = chance.Next(Verdicts.Sum(v => v.Weight));
        var (verdict, reason, policy, _) = Verdicts.First(v => (drawn -= v.Weight) < 0);
        var isAnswered = verdict is "allow" or "redact" or "warn";
        var (prompt, completion) = (180 + chance.Next(2600), key.Model.Contains("embedding", StringComparison.Ordinal) || !isAnswered ? 0 : 40 + chance.Next(700));
        var upstream = isAnswered ? 240 + (completion * 2.1) + (chance.NextDouble() * 400) : verdict == "error" ? 10_000 : 0;
        var policies = 0.25 + (chance.NextDouble() * 0.6);
        string[] names = ["rate-limit", "prompt-injection", "secret-detector", "pii-detector", "cost-cap", "human-oversight"];
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"evt_{number:00000000}"),
            EventType = "call",
            Timestamp = at,
            RequestId = string.Create(CultureInfo.InvariantCulture, $"req_{number:00000000}"),
            Route = completion == 0 && isAnswered ? "/v1/embeddings" : "/v1/chat/completions",
            Status = isAnswered ? 200 : verdict == "error" ? 504 : verdict == "block" ? 400 : 403,
            Verdict = verdict == "error" ? "allow" : verdict,
            ReasonCode = reason,
            Outcome = isAnswered ? "completed" : verdict == "error" ? "failed" : "refused",
            Gateway = "local-gw",
            Team = key.Team,
            KeyId = key.Id,
            KeyName = key.Name,
            User = key.Owner,
            Model = key.Model,
            Provider = key.Provider,
            ConfigVersion = $"{key.Template}@1",
            CostUsd = isAnswered ? Math.Round((decimal)((prompt * 0.0000025) + (completion * 0.00001)), 7) : 0,
            Usage = isAnswered ? new() { Prompt = prompt, Completion = completion, Cached = prompt / 4 } : null,
            Latency = new() { Total = upstream + policies + 0.4, Gateway = policies + 0.4, Upstream = upstream, Ttft = isAnswered ? 210 : null },
            FinishReason = isAnswered ? "stop" : null,
            Steps = [new("authenticate", 0.03), new("read", 0.08), new("grant", 0.04), new("input_policies", policies), .. isAnswered ? (StepTrace[])[new("budget", 0.02), new("provider", upstream), new("output_policies", 0.2)] : []],
            PolicyResults =
            [
                .. names.Where(name => name != policy).Select(name => new PolicyTrace { Name = name, Kind = name, Phase = "input", Verdict = "allow", ReasonCode = "all_policies_passed", DurationMs = policies / 8 }),
                .. policy is null ? (PolicyTrace[])[] : [new PolicyTrace { Name = policy, Kind = policy, Phase = "input", Verdict = verdict, ReasonCode = reason, DurationMs = policies / 4, Findings = [new("EMAIL_ADDRESS", 9, 24, 1, "/messages/0/content")] }],
            ],
        };
    }

    private static LedgerAccount Spent(string scope, string member, string window, DateTimeOffset from, long nano) => new() { Scope = scope, MemberId = member, Window = window, From = from, SettledNano = nano };

    private static long Nano(decimal dollars) => (long)(dollars * 1_000_000_000);

    private sealed record DemoKey(string Name, string Team, string Owner, string Template, string Model, string Provider, int CallsADay, decimal? Budget, decimal Spent)
    {
        public string Id { get; } = "key_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)))[..32];
    }
}
