using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>The organisation's own prices: after those of a document, before the built-in table.</summary>
internal sealed class PriceService(IPriceStore store, IPriceDirectory directory, AuditTrail audit, TimeProvider time)
{
    public async Task<IReadOnlyList<PriceView>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Select(View)];

    public async Task<Outcome<PriceView>> PutAsync(Principal caller, PriceView wanted, CancellationToken cancellationToken)
    {
        if (Check(wanted) is { } bad)
        {
            return bad;
        }

        var before = (await store.ListAsync(cancellationToken)).FirstOrDefault(price => Same(price, wanted.Provider!, wanted.Model!));
        var after = new PriceOverride
        {
            Provider = before?.Provider ?? wanted.Provider!,
            Model = before?.Model ?? wanted.Model!,
            Json = JsonSerializer.Serialize(wanted, ControlJson.Default.PriceView),
            UpdatedAt = time.GetUtcNow(),
        };
        await store.PutAsync(after, audit.Entry(caller, "price.set", $"{after.Provider}:{after.Model}", before?.Json, after.Json), cancellationToken);
        directory.Load(await store.ListAsync(cancellationToken));
        return View(after);
    }

    public async Task<Outcome<PriceView>> RemoveAsync(Principal caller, string? provider, string? model, CancellationToken cancellationToken)
    {
        if ((await store.ListAsync(cancellationToken)).FirstOrDefault(price => Same(price, provider ?? "", model ?? "")) is not { } known)
        {
            return new Refusal(RefusalKind.NotFound, "no price is set here for this provider and model; GET /v1/prices lists those that are");
        }

        await store.RemoveAsync(known, audit.Entry(caller, "price.remove", $"{known.Provider}:{known.Model}", known.Json, null), cancellationToken);
        directory.Load(await store.ListAsync(cancellationToken));
        return View(known);
    }

    private static PriceView View(PriceOverride price) => JsonSerializer.Deserialize(price.Json, ControlJson.Default.PriceView)!;

    private static bool Same(PriceOverride price, string provider, string model) =>
        string.Equals(price.Provider, provider, StringComparison.OrdinalIgnoreCase) && string.Equals(price.Model, model, StringComparison.OrdinalIgnoreCase);

    private static Refusal? Check(PriceView wanted)
    {
        if ((NameRules.CheckName(wanted.Provider, "provider") ?? NameRules.CheckName(wanted.Model, "model")) is { } unnamed)
        {
            return unnamed;
        }

        if (wanted.InputPer1mUsd is null || wanted.OutputPer1mUsd is null)
        {
            return new(RefusalKind.Invalid, "`input_per_1m_usd` and `output_per_1m_usd` are both needed, in US dollars per million tokens");
        }

        decimal?[] amounts =
        [
            wanted.InputPer1mUsd, wanted.OutputPer1mUsd, wanted.CachedInputPer1mUsd, wanted.CacheWritePer1mUsd, wanted.PerRequestUsd,
            .. (wanted.Tiers ?? []).SelectMany(tier => new[] { tier.InputPer1mUsd, tier.OutputPer1mUsd, tier.CachedInputPer1mUsd, tier.CacheWritePer1mUsd }),
        ];
        var thresholds = (wanted.Tiers ?? []).Select(tier => tier.AboveInputTokens).ToList();
        return amounts.Any(amount => amount is < 0 or > 1_000_000) ? new(RefusalKind.Invalid, "a price must be between 0 and 1,000,000 dollars")
            : thresholds.Zip(thresholds.Skip(1)).Any(pair => pair.First >= pair.Second) || thresholds.Exists(threshold => threshold < 0)
                ? new(RefusalKind.Invalid, "the tiers' `above_input_tokens` must rise")
                : null;
    }
}
