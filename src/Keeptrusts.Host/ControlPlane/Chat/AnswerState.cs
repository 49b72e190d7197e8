using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>How an answer ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerState>))]
public enum AnswerState
{
    /// <summary>Whole.</summary>
    Done,

    /// <summary>It is still being written.</summary>
    Writing,

    /// <summary>The user stopped it.</summary>
    Stopped,

    /// <summary>The gateway refused the call, or cut the answer.</summary>
    Refused,

    /// <summary>Nobody answered.</summary>
    Failed,
}
