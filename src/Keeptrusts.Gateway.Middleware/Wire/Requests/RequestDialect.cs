using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>How requests of one surface are written: what their members are. Whatever a dialect does not know is text that policies read.</summary>
internal abstract class RequestDialect(Surface surface)
{
    public Surface Surface => surface;

    /// <summary>The model that is meant where a request names none; <see langword="null"/>: it has to name one.</summary>
    public virtual string? DefaultModel => null;

    /// <summary>The member without which there is nothing to ask.</summary>
    public abstract string RequiredMember { get; }

    public static RequestDialect Of(Surface surface) => surface.Kind switch
    {
        SurfaceKind.Chat => ChatDialect.Instance,
        SurfaceKind.Completions => PromptDialect.Completions,
        SurfaceKind.Embeddings => PromptDialect.Embeddings,
        SurfaceKind.Moderations => PromptDialect.Moderations,
        SurfaceKind.Messages => MessagesDialect.Messages,
        SurfaceKind.TokenCounts => MessagesDialect.TokenCounts,
        _ => ResponsesDialect.Instance,
    };

    /// <summary>What the value of a known member is; the reader stands on the member's name.</summary>
    public abstract RequestPlace Member(RequestPlace parent, ref Utf8JsonReader reader);

    /// <summary>What an item of an array is.</summary>
    public abstract RequestPlace Item(RequestPlace parent);

    /// <summary>What every surface's root has.</summary>
    protected RequestPlace RootMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("model"u8) ? RequestPlace.Model
        : reader.ValueTextEquals("models"u8) ? RequestPlace.OtherModels
        : reader.ValueTextEquals("user"u8) ? RequestPlace.User
        : Surface.Streams && reader.ValueTextEquals("stream"u8) ? RequestPlace.Stream
        : Surface.Streams && reader.ValueTextEquals("stream_options"u8) ? RequestPlace.StreamOptions
        : RequestPlace.Any;

    protected static RequestPlace Named(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> name, RequestPlace place, ReadOnlySpan<byte> second = default, RequestPlace secondPlace = RequestPlace.Any) =>
        reader.ValueTextEquals(name) ? place
        : !second.IsEmpty && reader.ValueTextEquals(second) ? secondPlace
        : RequestPlace.Any;
}
