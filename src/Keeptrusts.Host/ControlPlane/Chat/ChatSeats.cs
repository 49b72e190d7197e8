using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>Finds for which team somebody chats, which models they may ask there, and what its policies would say.</summary>
internal sealed class ChatSeats(TeamService teams, IConsoleKeys keys, IPolicyPreview preview)
{
    /// <param name="caller">Who.</param>
    /// <param name="team">The team that they chose; none, as administrators may: the one that every installation has.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<ChatSeat>> FindAsync(Principal caller, string? team, CancellationToken cancellationToken)
    {
        if (caller.UserId is not { } user)
        {
            return new Refusal(RefusalKind.Forbidden, "Only users chat here; use a gateway key for programs.");
        }

        if ((await teams.FindAsync(caller, team ?? Team.DefaultId, cancellationToken)).Refused(out var unknown, out var found))
        {
            return unknown;
        }

        return keys.Lend(user, found).Refused(out var refusal, out var key) ? refusal : new ChatSeat(found, key);
    }

    /// <summary>The models that may be asked.</summary>
    public IReadOnlyList<string> Models(ChatSeat seat) => preview.Models(seat.Key.Key);

    /// <summary>The policies that would have something to say to a prompt, all of it; nothing is sent, counted or recorded.</summary>
    public async Task<IReadOnlyList<PolicyResult>> PreviewAsync(ChatSeat seat, string model, ChatPrompt prompt, CancellationToken cancellationToken) =>
        [.. (await preview.PreviewAsync(seat.Key.Key, prompt.Body(model), prompt.Untrusted, cancellationToken)).Where(p => p is { Skipped: false, Error: null } && p.Verdict != Verdict.Allow)];
}
