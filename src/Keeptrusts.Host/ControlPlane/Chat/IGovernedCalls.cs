namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>Calls models through the gateway, as any program does.</summary>
internal interface IGovernedCalls
{
    /// <summary>Asks a model and hands over each piece of its answer as it comes.</summary>
    /// <param name="key">With which key.</param>
    /// <param name="model">Which model.</param>
    /// <param name="prompt">What.</param>
    /// <param name="piece">Takes pieces, one after the other.</param>
    /// <param name="cancellationToken">Stops it: the answer so far is given back as stopped.</param>
    /// <returns>The answer, or why there is none; without what the gateway recorded.</returns>
    Task<ChatAnswer> AskAsync(LentKey key, string model, ChatPrompt prompt, Action<string> piece, CancellationToken cancellationToken);
}
